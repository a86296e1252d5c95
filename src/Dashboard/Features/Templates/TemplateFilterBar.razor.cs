using System.Globalization;
using Dashboard.Shared;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Templates;

/// <summary>The filters of the list: each goes to its address at the first page.</summary>
public sealed partial class TemplateFilterBar(NavigationManager navigation)
{
    private bool unfolded;

    /// <summary>The filter of the page.</summary>
    [Parameter, EditorRequired] public required TemplateFilter Filter { get; set; }

    /// <summary>Creators to choose from; any other may be typed.</summary>
    [Parameter] public IReadOnlyList<string> Creators { get; set; } = [];

    // What the address names beyond the documented ones can be taken away again.
    private IEnumerable<int> Statuses => TemplateWords.Statuses.Union(Filter.Statuses);

    private IEnumerable<int> Types => Filter.Type is { } type ? TemplateWords.Types.Union([type]) : TemplateWords.Types;

    // Those that a phone does not show.
    private int Folded => Filter.Count - (Filter.Favourites ? 1 : 0) - (Filter.Statuses.Count > 0 ? 1 : 0);

    private static string? Entry(ChangeEventArgs e) => ((string?)e.Value)?.Trim() is { Length: > 0 } text ? text : null;

    private static int? Number(ChangeEventArgs e) => int.TryParse((string?)e.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateOnly? Day(ChangeEventArgs e) => QueryText.Day((string?)e.Value);

    private string Toggled(int status) =>
        (Filter with { Statuses = [.. (Filter.Statuses.Contains(status) ? Filter.Statuses.Where(x => x != status) : Filter.Statuses.Append(status)).Order()], Page = 1 }).Address();

    private void Go(TemplateFilter filter) => navigation.NavigateTo((filter with { Page = 1 }).Address());
}
