using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Shared;
using Dashboard.Upstream;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Templates;

/// <summary>The templates of Wshoto, filtered by the address.</summary>
public sealed partial class TemplatesPage(TemplateListQueries queries, NavigationManager navigation) : IDisposable
{
    private readonly CancellationTokenSource closed = new();
    private string? pasted;
    private bool pastedWrong;

#pragma warning disable CS1591 // the names are those of the address; texts, because Blazor throws on a number that is none
    [SupplyParameterFromQuery(Name = "name")] public string? Name { get; set; }
    [SupplyParameterFromQuery(Name = "status")] public string? Status { get; set; }
    [SupplyParameterFromQuery(Name = "type")] public string? Type { get; set; }
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }
    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }
    [SupplyParameterFromQuery(Name = "page")] public string? PageNumber { get; set; }
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
        Filter = new()
        {
            Name = Name, Status = Number(Status), Type = Number(Type), From = QueryText.Day(From), To = QueryText.Day(To), Page = QueryText.Page(PageNumber),
        };
        return LoadAsync();
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    private static int? Number(object? value) => int.TryParse((string?)value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task LoadAsync()
    {
        var asked = Filter;
        var (list, problem) = (List, (UpstreamException?)null);
        Problem = null;
        try
        {
            list = await queries.ListAsync(asked, Client.Zone, closed.Token);
        }
        catch (UpstreamException e)
        {
            problem = e;
        }
        // A slow answer must not replace that of a newer filter.
        if (asked == Filter) (List, Problem) = (list, problem);
    }

    private void Go(TemplateFilter filter) => navigation.NavigateTo((filter with { Page = 1 }).Address());

    // A number or any link that holds one; a link's host and port are no template.
    private void OpenPasted(ChangeEventArgs e)
    {
        pasted = (string?)e.Value;
        var text = Uri.TryCreate(pasted?.Trim(), UriKind.Absolute, out var link) ? link.PathAndQuery + link.Fragment : pasted ?? "";
        var longest = Digits().Matches(text).Select(x => x.Value).MaxBy(x => x.Length);
        var found = long.TryParse(longest, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0;
        pastedWrong = !found && !string.IsNullOrWhiteSpace(pasted);
        if (found) navigation.NavigateTo(Links.Template(id));
    }
}
