using System.Globalization;

namespace Dashboard.Features.Assign.Workbooks;

/// <summary>Reads the rows of a tab as its part is unpacked: one row in memory at a time.</summary>
internal sealed class XlsxRows(Lazy<XlsxStrings> strings, Lazy<IReadOnlyList<CellFormat>> formats, bool from1904, SheetRemarks remarks)
{
    private const int DaysFrom1900To1904 = 1462;
    private readonly WorkbookRow row = new();
    private int next;
    private bool waiting;

    // The cell that is being read.
    private bool inCell;
    private int column;
    private string? type;
    private int style;
    private string? value;
    private bool formula;

    /// <summary>Every row that the part names, in order; the same object each time.</summary>
    public IEnumerable<WorkbookRow> Read(Stream part)
    {
        using var reader = new PartReader(part);
        while (reader.Next())
        {
            if (reader is { IsEnd: true, IsStart: false, Name: "row" } && Take()) yield return row;
            if (reader is { IsEnd: true, IsStart: false, Name: "c" }) EndCell();
            if (reader.IsStart) Start(reader);
        }
        if (Take()) yield return row;
    }

    private bool Take()
    {
        if (!waiting) return false;
        waiting = false;
        return true;
    }

    private void Start(PartReader reader)
    {
        switch (reader.Name)
        {
            case "row":
                row.Begin(Integer(reader["r"]) ?? row.Number + 1, reader.Is("hidden") || reader["ht"] == "0");
                (waiting, next) = (!reader.IsEnd, 0);
                break;
            case "c" when waiting:
                StartCell(reader);
                break;
            case "v" when inCell:
                value = reader.Text();
                break;
            case "is" when inCell:
                value = XlsxStrings.ReadText(reader, "is");
                break;
            case "f" when inCell:
                formula = true;
                break;
            case "col" when reader.Is("hidden") || reader["width"] == "0":
                remarks.HideColumns((Integer(reader["min"]) ?? 0) - 1, (Integer(reader["max"]) ?? 0) - 1);
                break;
            case "mergeCell" when reader["ref"] is { } range && range.Contains(':', StringComparison.Ordinal):
                remarks.Add(SheetRemarks.MergedCells, range);
                break;
        }
    }

    private void StartCell(PartReader reader)
    {
        column = ColumnOf(reader["r"]) ?? next;
        next = column + 1;
        if (next > WorkbookRow.MaxColumns) throw new InvalidDataException("There are more columns than Excel has.");
        type = reader["t"];
        style = Integer(reader["s"]) ?? 0;
        (inCell, value, formula) = (!reader.IsEnd, null, false);
    }

    private void EndCell()
    {
        if (!inCell) return;
        inCell = false;
        if (value is { Length: > 0 }) row.Set(column, Text(value));
        else if (formula && type != "str") remarks.Add(SheetRemarks.NoFormulaValue, WorkbookRow.NameOf(column, row.Number));
    }

    private string Text(string raw)
    {
        switch (type)
        {
            case "s":
                return strings.Value[Integer(raw) ?? -1];
            case "inlineStr":
                return raw;
            case "str":
                return XlsxStrings.Unescape(raw);
            case "b":
                return raw is "1" or "true" ? "TRUE" : "FALSE";
            case "e":
                remarks.Add(SheetRemarks.ErrorCells, WorkbookRow.NameOf(column, row.Number));
                return raw;
            case "d":
                return DateTime.TryParse(raw, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) ? Format.Text(moment.ToOADate()) : raw;
            default:
                return double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Format.Text(number, from1904 ? DaysFrom1900To1904 : 0) : raw;
        }
    }

    private CellFormat Format => formats.Value is { } all && style >= 0 && style < all.Count ? all[style] : CellFormat.General;

    private static int? ColumnOf(string? name)
    {
        if (name is null) return null;
        var number = 0;
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetter(letter)) break;
            number = number * 26 + (char.ToUpperInvariant(letter) - 'A') + 1;
            if (number > WorkbookRow.MaxColumns) throw new InvalidDataException("The column is none of Excel's.");
        }
        return number > 0 ? number - 1 : null;
    }

    private static int? Integer(string? text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
