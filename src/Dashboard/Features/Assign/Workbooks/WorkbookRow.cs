using System.Globalization;

namespace Dashboard.Features.Assign.Workbooks;

/// <summary>One row of a workbook while it is read; the same object serves for all rows.</summary>
internal sealed class WorkbookRow
{
    /// <summary>Most columns and rows that Excel itself has.</summary>
    public const int MaxColumns = 16_384;

    /// <summary>Most rows that Excel itself has.</summary>
    public const int MaxRows = 1_048_576;

    private readonly List<string> cells = [];

    /// <summary>Its number as in Excel; the first is 1.</summary>
    public int Number { get; private set; }

    /// <summary>Whether Excel does not show it.</summary>
    public bool Hidden { get; private set; }

    /// <summary>Its cells up to the last that has a value; empty ones are empty texts.</summary>
    public IReadOnlyList<string> Cells => cells;

    /// <summary>Begins a row.</summary>
    /// <exception cref="InvalidDataException">The rows are not in order, or there are more than Excel has.</exception>
    public void Begin(int number, bool hidden)
    {
        if (number <= Number || number > MaxRows) throw new InvalidDataException("The rows are not in order.");
        (Number, Hidden) = (number, hidden);
        cells.Clear();
    }

    /// <summary>Sets a cell; the first column is 0.</summary>
    /// <exception cref="InvalidDataException">There are more columns than Excel has.</exception>
    public void Set(int column, string text)
    {
        if (text.Length == 0) return;
        if (column is < 0 or >= MaxColumns) throw new InvalidDataException("The column is none of Excel's.");
        while (cells.Count <= column) cells.Add("");
        cells[column] = text;
    }

    /// <summary>A cell's name as in Excel, such as <c>AB12</c>.</summary>
    public static string NameOf(int column, int row) => ColumnName(column) + row.ToString(CultureInfo.InvariantCulture);

    /// <summary>A column's name as in Excel.</summary>
    public static string ColumnName(int column)
    {
        var name = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26) name = (char)('A' + (rest - 1) % 26) + name;
        return name;
    }
}
