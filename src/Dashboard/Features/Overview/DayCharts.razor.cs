using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Overview;

/// <summary>Tasks and remarks by day.</summary>
public sealed partial class DayCharts
{
    /// <summary>The figures.</summary>
    [Parameter, EditorRequired] public required TaskFigures Figures { get; set; }

    /// <summary>Where the tasks are.</summary>
    [Parameter, EditorRequired] public required FigureLinks To { get; set; }

    private IReadOnlyList<DayFigures> Days => Figures.Days;

    // From the top of a column to its foot.
    private IReadOnlyList<DaySeries> Series { get; set; } = [];

    private IReadOnlyList<ChartColumn> Tasks { get; set; } = [];

    private IReadOnlyList<ChartColumn> Remarks { get; set; } = [];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var series = new List<DaySeries>
        {
            new(T["Terminated"], "amber", [3], x => x.Terminated), new(T["NotStarted"], "grey", [0], x => x.NotStarted),
            new(T["InProgress"], "blue", [1], x => x.InProgress), new(T["Finished"], "green", [2], x => x.Finished),
        };
        if (Figures.OtherStatuses.Count > 0) series.Insert(0, new(T["OtherStatus"], "violet", Figures.OtherStatuses, x => x.Other));
        Series = series;
        Tasks = [.. Days.Select(day => new ChartColumn(Label(day), [.. series.Select(x => new ChartPart(x.Name, x.Tone, x.Of(day), To.Day(day.Day, x.Statuses)))]))];
        Remarks = [.. Days.Select(day => new ChartColumn(Label(day), [new(T["Remarks"], "accent", day.Remarks, To.Remarked(day.Day))]))];
    }

    private static string Label(DayFigures day) => day.Day.ToString("MM-dd", CultureInfo.InvariantCulture);

    private static string N(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private sealed record DaySeries(string Name, string Tone, IReadOnlyList<int> Statuses, Func<DayFigures, int> Of);
}
