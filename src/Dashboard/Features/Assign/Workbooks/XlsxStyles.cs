using System.Globalization;

namespace Dashboard.Features.Assign.Workbooks;

/// <summary>The number formats of a workbook's cell styles.</summary>
internal static class XlsxStyles
{
    private const int MostStyles = 100_000;

    /// <summary>Reads the part: one format a style, in order.</summary>
    public static IReadOnlyList<CellFormat> Read(Stream? part)
    {
        if (part is null) return [];
        var codes = new Dictionary<int, string>();
        var formats = new Dictionary<int, CellFormat>();
        var styles = new List<CellFormat>();
        var inStyles = false;
        using var reader = new PartReader(part);
        while (reader.Next())
        {
            switch (reader.Name)
            {
                case "numFmt" when reader.IsStart && Number(reader["numFmtId"]) is { } id && reader["formatCode"] is { } code && codes.Count < MostStyles:
                    codes.TryAdd(id, code);
                    break;
                case "cellXfs":
                    inStyles = !reader.IsEnd;
                    break;
                case "xf" when inStyles && reader.IsStart && styles.Count < MostStyles:
                    styles.Add(reader["applyNumberFormat"] is "0" or "false" ? CellFormat.General : Format(Number(reader["numFmtId"]) ?? 0));
                    break;
            }
        }
        return styles;

        CellFormat Format(int id)
        {
            if (!formats.TryGetValue(id, out var format)) formats.Add(id, format = CellFormat.Of(id, codes.GetValueOrDefault(id)));
            return format;
        }
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
