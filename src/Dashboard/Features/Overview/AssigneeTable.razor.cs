using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Overview;

/// <summary>How quickly each assignee acts and finishes, and what is left. The order stands in the address.</summary>
public sealed partial class AssigneeTable
{
    private const int Few = 10;

    private static readonly IReadOnlyList<(string Column, string Word)> Columns =
        [("assignee", "Assignee"), ("created", "Created"), ("rate", "Rate"), ("act", "ToAct"), ("finish", "ToFinish"), ("open", "OpenShort"), ("stale", "StaleShort")];

    private bool all;

    /// <summary>The figures.</summary>
    [Parameter, EditorRequired] public required OverviewFigures Figures { get; set; }

    /// <summary>The filter as it stands in the address, with the order.</summary>
    [Parameter, EditorRequired] public required OverviewFilter Filter { get; set; }

    private FigureLinks To => Figures.Links;

    private IReadOnlyList<AssigneeFigures> Rows { get; set; } = [];

    private IEnumerable<AssigneeFigures> Shown => Rows.Take(all ? int.MaxValue : Few);

    private TimeSpan MostToAct { get; set; }

    private TimeSpan MostToFinish { get; set; }

    private bool Descending => Filter.Sort.StartsWith('-');

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var rows = Figures.Tasks.Assignees;
        // Who has no value comes last in either order.
        IComparable? Key(AssigneeFigures x) => Filter.Sort.TrimStart('-') switch
        {
            "created" => x.Created, "rate" => x.Rate, "act" => x.FirstAction, "finish" => x.Finish, "stale" => x.Stale, "assignee" => null, _ => x.Open,
        };
        var byName = rows.OrderBy(x => x.Assignee, StringComparer.Ordinal);
        var sorted = Filter.Sort switch
        {
            "assignee" => byName,
            "-assignee" => rows.OrderByDescending(x => x.Assignee, StringComparer.Ordinal),
            _ => Descending ? byName.OrderBy(x => Key(x) is null).ThenByDescending(Key) : byName.OrderBy(x => Key(x) is null).ThenBy(Key),
        };
        Rows = [.. sorted];
        (MostToAct, MostToFinish) = (Most(rows.Select(x => x.FirstAction)), Most(rows.Select(x => x.Finish)));
    }

    private string? Sorted(string column) => Filter.Sort.TrimStart('-') != column ? null : Descending ? "descending" : "ascending";

    private string SortBy(string column) => (Filter with { Sort = Sorted(column) == "descending" || (column == "assignee" && Sorted(column) is null) ? column : $"-{column}" }).Address();

    private string Words(TimeSpan? span) => span switch
    {
        null => "–",
        { TotalMinutes: < 1 } => T["Seconds", N(span.Value.TotalSeconds)],
        { TotalHours: < 1 } => T["Minutes", N(span.Value.TotalMinutes)],
        { TotalDays: < 2 } => T["Hours", span.Value.TotalHours.ToString("N1", CultureInfo.CurrentCulture)],
        _ => T["DaysLong", span.Value.TotalDays.ToString("N1", CultureInfo.CurrentCulture)],
    };

    private static string? Exact(TimeSpan? span) => span?.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);

    private static TimeSpan Most(IEnumerable<TimeSpan?> spans) => spans.Max() ?? TimeSpan.Zero;

    private static string Width(TimeSpan? span, TimeSpan most) => Width(span is { } x && most > TimeSpan.Zero ? Math.Max(x / most, 0) : 0);

    private static string Width(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture);

    private static string N(double number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
