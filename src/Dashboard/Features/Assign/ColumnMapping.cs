using System.Text.Json;
using System.Text.Json.Serialization;

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

    /// <summary>How each column was found, by field name.</summary>
    public Dictionary<string, MatchedBy> Matched { get; init; } = [];

    /// <summary>Fields that a default may stand in for.</summary>
    public static readonly IReadOnlyList<string> MayDefault = [SheetField.TaskName, SheetField.AuthId, SheetField.Assignee, SheetField.Description];

    /// <summary>The mapping that the headers suggest: each field takes the first column of its name, the exact name first.</summary>
    public static ColumnMapping Guess(IReadOnlyList<string> headers) => Guess(headers, []);

    /// <summary>The mapping that the headers suggest; a column whose header says nothing is guessed by its values where only one column and one field can be meant.</summary>
    /// <param name="headers">The sheet's headers.</param>
    /// <param name="samples">Its first lines; some tens are enough.</param>
    public static ColumnMapping Guess(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> samples)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(samples);
        var mapping = new ColumnMapping { Outcome = ResultSheet.OutcomeColumn(headers) };
        var free = Enumerable.Range(0, headers.Count).Where(i => !ResultSheet.IsOurs(headers, i)).ToList();
        foreach (var field in SheetField.All)
        {
            var column = free.FindIndex(i => string.Equals(headers[i], field.Name, StringComparison.OrdinalIgnoreCase));
            if (column < 0) column = free.FindIndex(i => headers[i].Length > 0 && field.Matches(headers[i]));
            if (column < 0) continue;
            mapping.Take(field.Name, free[column], MatchedBy.Name);
            free.RemoveAt(column);
        }
        // A header that names a field is not overruled by its values, even if another column has the field.
        var looks = free.Where(i => !SheetField.All.Any(x => x.Matches(headers[i])))
            .ToLookup(i => ValueLook.FieldOf(samples.Where(x => i < x.Count).Select(x => x[i])));
        foreach (var look in looks)
        {
            if (look.Key is { } field && mapping.IsOpen(field) && look.ToList() is [var only]) mapping.Take(field, only, MatchedBy.Values);
        }
        return mapping;
    }

    /// <summary>Makes a column a field's, and takes from both what they had.</summary>
    public void Take(string field, int column, MatchedBy by)
    {
        Release(column);
        Columns[field] = column;
        Matched[field] = by;
    }

    /// <summary>Makes a column nothing.</summary>
    public void Release(int column)
    {
        if (FieldOf(column) is not { } field) return;
        Columns.Remove(field);
        Matched.Remove(field);
    }

    /// <summary>The field of a column, or null.</summary>
    public string? FieldOf(int column) => Columns.FirstOrDefault(x => x.Value == column).Key;

    // An amount beside one that has its name may be any.
    private bool IsOpen(string field) =>
        !Columns.ContainsKey(field) && (field != SheetField.TotalAmount || !(Columns.ContainsKey(SheetField.LoanAmount) || Columns.ContainsKey(SheetField.DueAmount)));

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

/// <summary>How a column was found; kept as its name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MatchedBy>))]
public enum MatchedBy
{
    /// <summary>Its header is a name of the field.</summary>
    Name = 0,

    /// <summary>Its values look like the field's.</summary>
    Values = 1,

    /// <summary>A sheet with the same headers had it so.</summary>
    Remembered = 2,

    /// <summary>A person chose it.</summary>
    Hand = 3,
}
