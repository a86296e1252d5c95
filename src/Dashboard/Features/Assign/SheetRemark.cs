using Dashboard.Features.Assign.Workbooks;

namespace Dashboard.Features.Assign;

/// <summary>Something to be said of a file as a whole.</summary>
/// <param name="Kind">What: one of <see cref="SheetRemarks"/>'s codes, which the texts are keyed by.</param>
/// <param name="Count">How often.</param>
/// <param name="Places">The first few places: rows, columns, cells, or names of tabs.</param>
public sealed record SheetRemark(string Kind, int Count, IReadOnlyList<string> Places);

/// <summary>Collects what is to be said of a file; few places are kept, however many there are.</summary>
public sealed class SheetRemarks
{
    /// <summary>Rows that Excel does not show; they are read like the others.</summary>
    public const string HiddenRows = nameof(HiddenRows);

    /// <summary>Columns that Excel does not show; they are read like the others.</summary>
    public const string HiddenColumns = nameof(HiddenColumns);

    /// <summary>Tabs that Excel does not show.</summary>
    public const string HiddenTabs = nameof(HiddenTabs);

    /// <summary>Merged ranges: only the first cell of each has a value.</summary>
    public const string MergedCells = nameof(MergedCells);

    /// <summary>Cells that show an error such as <c>#N/A</c>.</summary>
    public const string ErrorCells = nameof(ErrorCells);

    /// <summary>Formulas whose value is not stored in the file: the cells are empty here.</summary>
    public const string NoFormulaValue = nameof(NoFormulaValue);

    private const int MostPlaces = 5;
    private const int MostRanges = 1000;
    private readonly List<(int First, int Last)> hiddenColumns = [];
    private readonly Dictionary<string, (int Count, List<string> Places)> found = [];

    /// <summary>What was collected, in the order of finding.</summary>
    public IReadOnlyList<SheetRemark> All => [.. found.Select(x => new SheetRemark(x.Key, x.Value.Count, x.Value.Places))];

    /// <summary>Notes one place.</summary>
    public void Add(string kind, string place)
    {
        var (count, places) = found.TryGetValue(kind, out var already) ? already : (0, []);
        if (count < MostPlaces) places.Add(place);
        found[kind] = (count + 1, places);
    }

    /// <summary>Notes columns that Excel does not show; the first is 0.</summary>
    public void HideColumns(int first, int last)
    {
        if (hiddenColumns.Count < MostRanges) hiddenColumns.Add((first, last));
    }

    /// <summary>Says which of the columns in use are hidden.</summary>
    /// <param name="width">Number of columns in use: Excel also hides those behind them.</param>
    public void EndColumns(int width)
    {
        for (var column = 0; column < width; column++)
        {
            if (hiddenColumns.Exists(x => x.First <= column && column <= x.Last)) Add(HiddenColumns, WorkbookRow.ColumnName(column));
        }
    }
}
