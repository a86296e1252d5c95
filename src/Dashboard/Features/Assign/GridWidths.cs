using System.Globalization;

namespace Dashboard.Features.Assign;

/// <summary>How wide the review's columns are: as their first cells need it, within limits.</summary>
public static class GridWidths
{
    private const int LineWidth = 76;
    // Margins, and the sign of a finding.
    private const int Around = 38;
    private const int Least = 92;
    private const int Most = 248;
    private const int RowsLookedAt = 40;

    /// <summary>Widths as the style sheet's variables.</summary>
    /// <param name="headers">Name and field of each column.</param>
    /// <param name="rows">The first lines.</param>
    public static string Of(IReadOnlyList<(string Name, string Field)> headers, IReadOnlyList<ReviewLine> rows)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var widths = headers.Select((x, i) => Math.Clamp(Around + Math.Max(
            Math.Max(Pixels(x.Name), Pixels(x.Field)),
            rows.Take(RowsLookedAt).Select(row => i < row.Cells.Length ? Pixels(row.Cells[i]) : 0).DefaultIfEmpty().Max()), Least, Most)).ToList();
        // The last one takes what is left.
        var tracks = string.Join("px ", widths.SkipLast(1).Prepend(LineWidth).Select(x => x.ToString(CultureInfo.InvariantCulture)));
        return string.Create(CultureInfo.InvariantCulture, $"--columns: {tracks}px minmax({widths[^1]}px, 1fr); --width: {LineWidth + widths.Sum()}px");
    }

    // Of the usual fonts at 13 px; a wide sign takes two narrow ones.
    private static int Pixels(string text) => text.Length > 60 ? Most : text.Sum(x => x >= 0x1100 ? 26 : 17) / 2;
}
