using System.Globalization;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Audit;

/// <summary>The audit log, for administrators. Its filters and its place stand in the address.</summary>
public sealed partial class AuditPage(AuditQueries queries, NavigationManager navigation)
{

    /// <summary>Part of an account.</summary>
    [SupplyParameterFromQuery] public string? Who { get; set; }

    /// <summary>A code or a group of them.</summary>
    [SupplyParameterFromQuery] public string? Action { get; set; }

    /// <summary>What was acted on.</summary>
    [SupplyParameterFromQuery] public string? Target { get; set; }

    /// <summary>The remote address that it was done from.</summary>
    [SupplyParameterFromQuery] public string? Address { get; set; }

    /// <summary>First day.</summary>
    [SupplyParameterFromQuery] public string? From { get; set; }

    /// <summary>Last day.</summary>
    [SupplyParameterFromQuery] public string? To { get; set; }

    /// <summary>The entry that the page ends before.</summary>
    [SupplyParameterFromQuery] public string? Before { get; set; }

    /// <summary>The entry that the page begins after.</summary>
    [SupplyParameterFromQuery] public string? After { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private AuditFilter Filter { get; set; } = new();

    private AuditPageOfEntries? Result { get; set; }

    private IReadOnlyList<string> Accounts { get; set; } = [];

    private IReadOnlyList<string> Actions { get; set; } = [];

    private string CountText => Result!.Count > AuditQueries.MostCounted ? T["CountOver", Number(AuditQueries.MostCounted)] : T["Count", Number(Result.Count)];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Accounts = await queries.AccountsAsync(Closed);
        Actions = await queries.ActionsAsync(Closed);
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var filter = AuditFilter.Read(navigation.Uri);
        Filter = filter;
        var result = await queries.ListAsync(filter, Client.Zone, Closed);
        // A slow answer does not replace that of a later address.
        if (filter == Filter) Result = result;
    }

    private static AuditKey KeyOf(AuditEntry entry) => new(entry.At, entry.Id);

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
