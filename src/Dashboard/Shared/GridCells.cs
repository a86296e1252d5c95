using Radzen;

namespace Dashboard.Shared;

/// <summary>Cells of the component library's grid.</summary>
public static class GridCells
{
    /// <summary>Gives a cell its column's title, which stands before the value where rows are cards (see app.css). The grid's own way
    /// of doing this repeats every header, links included, in every cell.</summary>
    public static void Label<T>(DataGridCellRenderEventArgs<T> cell) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(cell);
        cell.Attributes["data-label"] = cell.Column?.Title ?? "";
    }
}
