using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Shared;
using Dashboard.Upstream;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Templates;

/// <summary>The templates of Wshoto, filtered by the address.</summary>
public sealed partial class TemplatesPage(TemplateQueries queries, NavigationManager navigation) : IDisposable
{
    private readonly CancellationTokenSource closed = new();
    private string? pasted;
    private bool pastedWrong;

#pragma warning disable CS1591 // the names are those of the address
    [SupplyParameterFromQuery(Name = "name")] public string? Name { get; set; }
    [SupplyParameterFromQuery(Name = "status")] public int? Status { get; set; }
    [SupplyParameterFromQuery(Name = "type")] public int? Type { get; set; }
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }
    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }
    [SupplyParameterFromQuery(Name = "page")] public int? PageNumber { get; set; }
#pragma warning restore CS1591

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private TemplateFilter Filter { get; set; } = new();

    private TemplateList? List { get; set; }

    private UpstreamException? Problem { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        Filter = new() { Name = Name, Status = Status, Type = Type, From = TemplateFilter.Day(From), To = TemplateFilter.Day(To), Page = Math.Max(PageNumber ?? 1, 1) };
        return LoadAsync();
    }

    [GeneratedRegex("[0-9]{1,19}")]
    private static partial Regex Digits();

    private static int? Number(object? value) => int.TryParse((string?)value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task LoadAsync()
    {
        Problem = null;
        try
        {
            List = await queries.ListAsync(Filter, Client.Zone, closed.Token);
        }
        catch (UpstreamException e)
        {
            Problem = e;
        }
    }

    private void Go(TemplateFilter filter) => navigation.NavigateTo((filter with { Page = 1 }).Address());

    // A number or any link that holds one.
    private void OpenPasted(ChangeEventArgs e)
    {
        pasted = (string?)e.Value;
        var longest = Digits().Matches(pasted ?? "").Select(x => x.Value).MaxBy(x => x.Length);
        pastedWrong = !long.TryParse(longest, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && !string.IsNullOrWhiteSpace(pasted);
        if (id > 0) navigation.NavigateTo(Links.Template(id));
    }
}
