namespace Dashboard.Features.Assign;

/// <summary>A <see cref="ColumnMapping"/> made ready for a million lines: where each field's cell is, by the field's place in <see cref="SheetField.All"/>.</summary>
internal sealed class CellMap
{
    private readonly int[] columns = new int[SheetField.All.Count];
    private readonly string[] defaults = new string[SheetField.All.Count];

    private readonly bool hasNulDefault;

    public CellMap(ColumnMapping mapping)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            var field = SheetField.All[i].Name;
            columns[i] = mapping.Columns.GetValueOrDefault(field, int.MaxValue);
            defaults[i] = mapping.Defaults.GetValueOrDefault(field)?.Trim() ?? "";
        }
        hasNulDefault = Any(defaults);
    }

    /// <summary>Place of a field in <see cref="SheetField.All"/>.</summary>
    public static int PlaceOf(string field)
    {
        for (var i = 0; i < SheetField.All.Count; i++)
        {
            if (SheetField.All[i].Name == field) return i;
        }
        throw new ArgumentOutOfRangeException(nameof(field), field, "There is no such field.");
    }

    /// <summary>Whether NUL stands in a cell or a default, perhaps of a field.</summary>
    public bool HasNul(string[] cells) => Any(cells) || hasNulDefault;

    /// <summary>As <see cref="ColumnMapping.Value"/>.</summary>
    public string Value(string[] cells, int field)
    {
        var column = columns[field];
        var cell = (uint)column < (uint)cells.Length ? cells[column].Trim() : "";
        return cell.Length > 0 ? cell : defaults[field];
    }

    private static bool Any(string[] texts)
    {
        foreach (var text in texts)
        {
            if (text.Contains('\0', StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
