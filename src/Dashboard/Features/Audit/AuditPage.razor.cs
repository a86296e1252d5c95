using System.Globalization;
using Dashboard.Shared;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Audit;

/// <summary>The audit log, for administrators. Its filters and page stand in the address.</summary>
public sealed partial class AuditPage(AuditQueries queries) : IDisposable
{
    private static readonly string[] Groups = ["signin", "sheet.", "batch.", "tasks.", "mapping."];
    private readonly CancellationTokenSource closed = new();

    /// <summary>Part of an account.</summary>
    [SupplyParameterFromQuery] public string? Who { get; set; }

    /// <summary>Beginning of an action.</summary>
    [SupplyParameterFromQuery] public string? Action { get; set; }

    /// <summary>Page, from 1.</summary>
    [SupplyParameterFromQuery(Name = "page")] public string? RequestedPage { get; set; }

    private AuditPageOfEntries? Result { get; set; }

    private int PageNumber => QueryText.Page(RequestedPage);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync() => Result = await queries.ListAsync(Who, Action, PageNumber, closed.Token);

    /// <inheritdoc/>
    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    private string At(int page) => Links.WithQuery(Links.Audit, new Dictionary<string, string?>
    {
        ["who"] = Who, ["action"] = Action, ["page"] = page.ToString(CultureInfo.InvariantCulture),
    });
}
