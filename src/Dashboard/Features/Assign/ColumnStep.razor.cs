using Dashboard.Data;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Assign;

/// <summary>Which column is which: remembered, or suggested from headers and values; corrected by hand, with defaults for what the sheet lacks.</summary>
public sealed partial class ColumnStep(SheetQueries queries, MappingMemory memory, KnownAccounts accounts) : IDisposable
{
    private const int SampleLines = 50;
    private const int ShownSamples = 3;
    private readonly CancellationTokenSource closed = new();
    private IReadOnlyList<IReadOnlyList<string>> samples = [];

    /// <summary>The draft.</summary>
    [Parameter, EditorRequired] public required Batch Draft { get; set; }

    /// <summary>Asks for the check with the mapping.</summary>
    [Parameter] public EventCallback<ColumnChoice> OnConfirm { get; set; }

    private ColumnMapping Mapping { get; set; } = new();

    private RememberedMapping? Remembered { get; set; }

    private string? Name { get; set; }

    private IReadOnlyList<string> Headers { get; set; } = [];

    private IReadOnlyList<string> Known { get; set; } = [];

    // What our own files add stands beside the sheet, not in it.
    private IEnumerable<int> Own => Enumerable.Range(0, Headers.Count).Where(i => !ResultSheet.IsOurs(Headers, i));

    private IReadOnlyList<string> Defaultable => [.. ColumnMapping.MayDefault.Where(x => x != SheetField.Assignee && !Mapping.Columns.ContainsKey(x))];

    private string SheetTitle => Path.GetFileNameWithoutExtension(Draft.SheetName) is { Length: > 0 } title ? title : Draft.SheetName;

    /// <inheritdoc/>
    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Headers = SheetQueries.Headers(Draft);
        samples = queries.Samples(Draft, SampleLines);
        Mapping = Draft.MappingJson is { } json ? ColumnMapping.FromJson(json) : ColumnMapping.Guess(Headers, samples);
        Name = SheetTitle;
        if (await memory.FindAsync(Headers, closed.Token) is { } remembered)
        {
            Name = remembered.Name;
            if (Draft.MappingJson is null) (Remembered, Mapping) = (remembered, remembered.Mapping);
        }
        Known = await accounts.ListAsync(closed.Token);
    }

    private string HeaderOf(int column) => Headers[column].Length > 0 ? Headers[column] : T["NoName", column + 1];

    private IEnumerable<string> SamplesOf(int column) =>
        samples.Select(x => x.ElementAtOrDefault(column)?.Trim() ?? "").Where(x => x.Length > 0).Distinct().Take(ShownSamples);

    private void Choose(int column, string? field)
    {
        if (string.IsNullOrEmpty(field)) Mapping.Release(column);
        else Mapping.Take(field, column, MatchedBy.Hand);
    }

    private void SetDefault(string field, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) Mapping.Defaults.Remove(field);
        else Mapping.Defaults[field] = value.Trim();
    }

    private void SetSpread(Spread spread)
    {
        Mapping = Mapping with { Spread = spread };
        // An account for all would leave nothing to spread.
        if (spread.Mode != SpreadMode.None) Mapping.Defaults.Remove(SheetField.Assignee);
    }

    private void GuessAgain()
    {
        Remembered = null;
        Mapping = ColumnMapping.Guess(Headers, samples);
    }

    private void Forget()
    {
        Name = SheetTitle;
        GuessAgain();
    }

    private Task ConfirmAsync() => OnConfirm.InvokeAsync(new(Mapping, string.IsNullOrWhiteSpace(Name) ? SheetTitle : Name));
}
