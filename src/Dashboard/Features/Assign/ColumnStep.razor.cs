using Dashboard.Data;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Assign;

/// <summary>Which column is which: suggested from the headers, corrected by hand, with defaults for what the sheet lacks.</summary>
public sealed partial class ColumnStep(SheetQueries queries)
{
    /// <summary>The draft.</summary>
    [Parameter, EditorRequired] public required Batch Draft { get; set; }

    /// <summary>Asks for the check with the mapping.</summary>
    [Parameter] public EventCallback<ColumnMapping> OnConfirm { get; set; }

    private ColumnMapping Mapping { get; set; } = new();

    private IReadOnlyList<string> Headers { get; set; } = [];

    private IReadOnlyList<IReadOnlyList<string>> Samples { get; set; } = [];

    private IReadOnlyList<string> Defaultable => [.. ColumnMapping.MayDefault.Where(x => !Mapping.Columns.ContainsKey(x))];

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Headers = SheetQueries.Headers(Draft);
        Samples = queries.Samples(Draft, 3);
        Mapping = Draft.MappingJson is { } json ? ColumnMapping.FromJson(json) : ColumnMapping.Guess(Headers);
    }

    private string FieldOf(int column) => Mapping.Columns.FirstOrDefault(x => x.Value == column).Key ?? "";

    private void Choose(int column, string? field)
    {
        if (FieldOf(column) is { Length: > 0 } before) Mapping.Columns.Remove(before);
        if (!string.IsNullOrEmpty(field)) Mapping.Columns[field] = column;
    }

    private void SetDefault(string field, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) Mapping.Defaults.Remove(field);
        else Mapping.Defaults[field] = value.Trim();
    }

    private void SetSpread(string? value)
    {
        Mapping = Mapping with { Spread = Spread.Evenly((value ?? "").Split([',', '，', ';', ' ', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()) };
    }
}
