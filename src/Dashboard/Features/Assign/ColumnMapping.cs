using System.Text.Json;

namespace Dashboard.Features.Assign;

/// <summary>Which column of the sheet is which field, and what stands in for a missing one. Kept with the batch as JSON.</summary>
public sealed record ColumnMapping
{
    /// <summary>Index of the column by field name.</summary>
    public Dictionary<string, int> Columns { get; init; } = [];

    /// <summary>Value for every line, by field name: for <c>name</c>, <c>auth_id</c>, <c>assignee_username</c> and <c>description</c>.</summary>
    public Dictionary<string, string> Defaults { get; init; } = [];

    /// <summary>Who gets the tasks whose line names no assignee.</summary>
    public Spread Spread { get; init; } = new();

    /// <summary>Index of the outcome's column when the sheet is one of our result files; null for any other.</summary>
    public int? Outcome { get; init; }

    /// <summary>The check that runs, or ran last, with this mapping: of two checks of one draft only the later one may write.</summary>
    public Guid Check { get; init; }

    /// <summary>Fields that a default may stand in for.</summary>
    public static readonly IReadOnlyList<string> MayDefault = [SheetField.TaskName, SheetField.AuthId, SheetField.Assignee];

    /// <summary>The mapping that the headers suggest: each field takes the first column of its name, the exact name first.</summary>
    public static ColumnMapping Guess(IReadOnlyList<string> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var mapping = new ColumnMapping { Outcome = ResultSheet.OutcomeColumn(headers) };
        var free = Enumerable.Range(0, headers.Count).Where(i => !ResultSheet.IsOurs(headers, i)).ToList();
        foreach (var field in SheetField.All)
        {
            var column = free.FindIndex(i => string.Equals(headers[i], field.Name, StringComparison.OrdinalIgnoreCase));
            if (column < 0) column = free.FindIndex(i => headers[i].Length > 0 && field.Matches(headers[i]));
            if (column < 0) continue;
            mapping.Columns[field.Name] = free[column];
            free.RemoveAt(column);
        }
        return mapping;
    }

    /// <summary>Required fields that have neither a column nor a default.</summary>
    public IReadOnlyList<string> Missing() =>
    [
        .. from field in SheetField.All
           where field.Required && !Columns.ContainsKey(field.Name) && string.IsNullOrWhiteSpace(Defaults.GetValueOrDefault(field.Name))
           where field.Name != SheetField.Assignee || !Spread.IsOn
           select field.Name,
    ];

    /// <summary>A line's value of a field, trimmed: the cell, or the default where the cell is empty or there is no column.</summary>
    public string Value(IReadOnlyList<string> cells, string field)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var cell = Columns.TryGetValue(field, out var column) && column < cells.Count ? cells[column].Trim() : "";
        return cell.Length > 0 ? cell : Defaults.GetValueOrDefault(field)?.Trim() ?? "";
    }

    /// <summary>As kept in <c>Batch.MappingJson</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>Back from <c>Batch.MappingJson</c>.</summary>
    public static ColumnMapping FromJson(string json) => JsonSerializer.Deserialize<ColumnMapping>(json) ?? new();
}
