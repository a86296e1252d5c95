using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Overview;

/// <summary>Columns made of parts, drawn with HTML. It is for the eyes: whoever uses it gives a table too.</summary>
public sealed partial class ColumnChart
{
    private const int MostLabels = 8;

    /// <summary>The columns, from left to right; all have the same parts, the lowest last.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<ChartColumn> Columns { get; set; }

    // A round number that no column exceeds, and even, for the line in the middle.
    private int Top
    {
        get
        {
            var most = Columns.Select(x => x.Parts.Sum(p => p.Count)).DefaultIfEmpty().Max();
            for (var step = 1; ; step = step > int.MaxValue / 10 ? int.MaxValue : step * 10)
            {
                foreach (var factor in new long[] { 2, 4, 6, 8, 10 })
                {
                    if (factor * step >= most) return (int)Math.Min(factor * step, int.MaxValue - 1);
                }
            }
        }
    }

    // As many as have room, the last one among them.
    private bool IsLabelled(int i) => (Columns.Count - 1 - i) % Math.Max((Columns.Count + MostLabels - 1) / MostLabels, 1) == 0;

    private string Says(ChartColumn column, ChartPart part) => T["PartOf", column.Label, part.Name, N(part.Count)];

    private string Share(int count) => (100.0 * count / Top).ToString("0.###", CultureInfo.InvariantCulture);

    private static string N(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}

/// <summary>A column.</summary>
/// <param name="Label">What stands below it.</param>
/// <param name="Parts">Its parts, from the top.</param>
public sealed record ChartColumn(string Label, IReadOnlyList<ChartPart> Parts);

/// <summary>A part of a column.</summary>
/// <param name="Name">What it counts.</param>
/// <param name="Tone">Its colour and pattern.</param>
/// <param name="Count">How many.</param>
/// <param name="Address">Where they are; null where there is no such page.</param>
public sealed record ChartPart(string Name, string Tone, int Count, string? Address);
