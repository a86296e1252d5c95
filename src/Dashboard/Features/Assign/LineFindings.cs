using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>Collects what is found in one line.</summary>
internal readonly struct LineFindings(int line)
{
    private const int LongestValue = 200;

    /// <summary>The findings, in order.</summary>
    public List<SheetProblem> Problems { get; } = [];

    /// <summary>Adds what a rule says of a cell, if it says anything.</summary>
    public void Add(string field, Finding? finding, string? value = null)
    {
        if (finding is { } said) Problems.Add(new() { Line = line, Column = field, Kind = said.Kind, Severity = said.Severity, Value = Shown(value) });
    }

    // What can't be seen is shown as a sign for it.
    private static string? Shown(string? value)
    {
        if (value is null) return null;
        var text = value.Length > LongestValue ? value[..LongestValue] : value;
        return CellText.HasControl(text) || text.Contains('\0', StringComparison.Ordinal) || text.AsSpan().ContainsAny(CellText.Invisible)
            ? string.Create(text.Length, text, static (shown, from) =>
            {
                for (var i = 0; i < shown.Length; i++) shown[i] = IsSeen(from[i]) ? from[i] : '\uFFFD';
            })
            : text;
    }

    private static bool IsSeen(char x) => x is '\t' or '\n' or '\r' || (!char.IsControl(x) && !CellText.Invisible.Contains(x));
}
