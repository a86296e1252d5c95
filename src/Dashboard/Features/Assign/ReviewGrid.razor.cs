using System.Globalization;
using Dashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Dashboard.Features.Assign;

/// <summary>The sheet's lines, edited in place as in a spreadsheet: by keyboard, and by pasting a block. Scrolling, moving and writing happen in the browser;
/// it asks for a window of lines where it has none, and what is written comes here as a list of cells.</summary>
public sealed partial class ReviewGrid(ReviewQueries review, IJSRuntime js, IStringLocalizer<SheetText> sheet, ILogger<ReviewGrid> log) : IAsyncDisposable
{
    private const int WindowSize = 64;
    private readonly CancellationTokenSource closed = new();
    private ElementReference root;
    private IJSObjectReference? module;
    private IJSObjectReference? grid;
    private DotNetObjectReference<ReviewGrid>? self;
    private (int Revision, DateTimeOffset? Forecast, ReviewFilter? Filter) shown;
    private Dictionary<int, string> fields = [];
    private CellPlace? gone;

    /// <summary>The checked draft.</summary>
    [Parameter, EditorRequired] public required Batch Draft { get; set; }

    /// <summary>Which column is what.</summary>
    [Parameter, EditorRequired] public required ColumnMapping Mapping { get; set; }

    /// <summary>Which lines are shown.</summary>
    [Parameter, EditorRequired] public required ReviewFilter Filter { get; set; }

    /// <summary>A cell to move to; each object once.</summary>
    [Parameter] public CellPlace? GoTo { get; set; }

    /// <summary>Whether <see cref="OnMoved"/> is of use now.</summary>
    [Parameter] public bool Follows { get; set; }

    /// <summary>Makes a change.</summary>
    [Parameter, EditorRequired] public required Func<SheetChange, Task<EditOutcome>> OnApply { get; set; }

    /// <summary>Takes the last change back.</summary>
    [Parameter] public EventCallback OnUndo { get; set; }

    /// <summary>Opens a line by its number.</summary>
    [Parameter] public EventCallback<int> OnOpen { get; set; }

    /// <summary>The cursor went to another line.</summary>
    [Parameter] public EventCallback<int> OnMoved { get; set; }

    private IReadOnlyList<string> Headers { get; set; } = [];

    private IReadOnlyList<ReviewLine> Rows { get; set; } = [];

    private int First { get; set; }

    private int Total { get; set; }

    private string Widths { get; set; } = "";

    private string Said { get; set; } = "";

    private string? Trouble { get; set; }

    // What the browser knows of lines by their place holds as long as this.
    private string Version => string.Create(CultureInfo.InvariantCulture, $"{Draft.Revision} {Filter.Show} {Filter.Kind}");

    private int Columns => Math.Max(Headers.Count, Rows.Select(x => x.Cells.Length).DefaultIfEmpty().Max());

    /// <summary>Gives the grid the focus, its cursor where it was.</summary>
    public ValueTask FocusAsync() => grid is null ? ValueTask.CompletedTask : grid.InvokeVoidAsync("focus");

    /// <summary>Called by the browser when lines come into view that it does not have.</summary>
    /// <param name="first">Place of the first one that it wants.</param>
    [JSInvokable]
    public async Task ViewAsync(int first)
    {
        first = Math.Clamp(first, 0, Math.Max(Total - WindowSize, 0));
        if (first == First) return;
        First = first;
        Rows = await review.LinesAsync(Draft.Id, Filter, First, WindowSize, closed.Token);
        StateHasChanged();
    }

    /// <summary>Called by the browser when cells were written, cleared or pasted.</summary>
    /// <param name="changes">The cells; those of a pasted block name the rows below the first by their distance.</param>
    [JSInvokable]
    public async Task ChangeAsync(IReadOnlyList<GridChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        (Trouble, Said) = (null, "");
        try
        {
            if (changes.Any(x => x.Column < 0 || x.Column >= Columns)) Trouble = T["PasteTooWide"];
            else if (await PlaceAsync(changes) is { } cells) Say(await OnApply(SheetChange.Cells(cells)), cells);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Cells of draft {BatchId} were not saved.", Draft.Id);
            Trouble = T["NotSaved", Named(changes.Select(x => new CellChange(x.Line + x.Below, x.Column, x.Text)))];
        }
        StateHasChanged();
    }

    /// <summary>Called by the browser to copy a block that reaches beyond the lines that it has.</summary>
    /// <returns>The cells; null when there are too many.</returns>
    [JSInvokable]
    public async Task<IReadOnlyList<string[]>?> CopyAsync(int first, int count, int column, int width)
    {
        Trouble = null;
        if (count > SheetEditor.MostLines) Trouble = T["CopyTooLong", N(SheetEditor.MostLines)];
        StateHasChanged();
        if (Trouble is not null) return null;
        var lines = await review.LinesAsync(Draft.Id, Filter, first, count, closed.Token);
        return [.. lines.Select(x => Enumerable.Range(column, width).Select(i => i < x.Cells.Length ? x.Cells[i] : "").ToArray())];
    }

    /// <summary>Called by the browser for Ctrl+Delete: leaves lines out, or takes them in again when all of them are out.</summary>
    /// <param name="first">Place of the first.</param>
    /// <param name="count">How many.</param>
    [JSInvokable]
    public async Task LeaveOutAsync(int first, int count)
    {
        var lines = await review.LinesAsync(Draft.Id, Filter, first, Math.Min(count, SheetEditor.MostLines), closed.Token);
        if (lines.Count == 0) return;
        var outcome = await OnApply(SheetChange.LeaveOut(new() { Numbers = [.. lines.Select(x => x.Number)] }, !lines.All(x => x.LeftOut)));
        Say(outcome, []);
        StateHasChanged();
    }

    /// <summary>Called by the browser for Ctrl+Z.</summary>
    [JSInvokable]
    public Task UndoAsync() => OnUndo.InvokeAsync();

    /// <summary>Called by the browser for Ctrl+Enter.</summary>
    [JSInvokable]
    public Task OpenAsync(int line) => OnOpen.InvokeAsync(line);

    /// <summary>Called by the browser when the cursor came to rest in another line.</summary>
    [JSInvokable]
    public Task MovedAsync(int line) => OnMoved.InvokeAsync(line);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await closed.CancelAsync();
        closed.Dispose();
        self?.Dispose();
        if (module is null) return;
        try
        {
            if (grid is not null) await grid.InvokeVoidAsync("detach");
            if (grid is not null) await grid.DisposeAsync();
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the module with it.
            module = null;
        }
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var wanted = (Draft.Revision, Draft.ForecastAt, Filter);
        if (wanted != shown)
        {
            if (Filter != shown.Filter) First = 0;
            shown = wanted;
            Headers = SheetQueries.Headers(Draft);
            fields = Mapping.Columns.GroupBy(x => x.Value).ToDictionary(x => x.Key, x => x.First().Key);
            await ReadAsync();
            if (Widths.Length == 0 && Rows.Count > 0) Widths = GridWidths.Of([.. Enumerable.Range(0, Columns).Select(i => (Header(i), FieldOf(i)))], Rows);
        }
        if (GoTo is { } place && !ReferenceEquals(place, gone)) await ShowAsync(place);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            module = await js.InvokeAsync<IJSObjectReference>("import", "/Features/Assign/ReviewGrid.razor.js");
            grid = await module.InvokeAsync<IJSObjectReference>("attach", root, self);
        }
        else if (grid is not null)
        {
            await grid.InvokeVoidAsync("rendered");
        }
        if (grid is not null && gone is { Shown: false } place)
        {
            place.Shown = true;
            await grid.InvokeVoidAsync("show", place.Index, place.Column);
        }
    }

    private static string N(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private string Header(int column) => column < Headers.Count && Headers[column].Length > 0 ? Headers[column] : T["NoName", column + 1];

    private string FieldOf(int column) => fields.TryGetValue(column, out var field)
        ? string.Equals(field, Header(column), StringComparison.OrdinalIgnoreCase) ? "" : field
        : T["NotSent"];

    private IEnumerable<SheetProblem> Of(ReviewLine line, int column) =>
        line.Problems.Where(x => (Mapping.Columns.TryGetValue(x.Column, out var at) ? at : -1) == column);

    private string? ToneOf(ReviewLine line, int column) => line.Problems.Count == 0 ? null : Of(line, column).Select(x => (ProblemSeverity?)x.Severity).Max() switch
    {
        ProblemSeverity.Error => "error",
        ProblemSeverity.Warning => "warning",
        null => null,
    };

    private string? WordsOf(ReviewLine line, int column) => line.Problems.Count == 0 ? null :
        string.Join(' ', Of(line, column).Select(x => x.Column.Length > 0 && column < 0 ? $"{x.Column}: {x.Text(sheet)}" : x.Text(sheet))) is { Length: > 0 } words ? words : null;

    private async Task ReadAsync()
    {
        // What the draft knows is not counted again, line by line.
        Total = Filter.Show switch
        {
            ReviewLines.All => Draft.LineCount,
            ReviewLines.Errors => Draft.ErrorLineCount,
            ReviewLines.Warnings or ReviewLines.Edited or ReviewLines.LeftOut or ReviewLines.Kind => await review.CountAsync(Draft.Id, Filter, closed.Token),
        };
        First = Math.Clamp(First, 0, Math.Max(Total - WindowSize, 0));
        Rows = await review.LinesAsync(Draft.Id, Filter, First, WindowSize, closed.Token);
    }

    private async Task ShowAsync(CellPlace place)
    {
        gone = place;
        place.Index = Math.Min(await review.PlaceAsync(Draft.Id, Filter, place.Line, closed.Token), Math.Max(Total - 1, 0));
        First = Math.Max(place.Index - WindowSize / 3, 0);
        await ReadAsync();
    }

    private Task GoToAsync(string? text) =>
        int.TryParse(text, NumberStyles.Integer | NumberStyles.AllowThousands, CultureInfo.CurrentCulture, out var line) ? ShowAsync(new(line, 0)) : Task.CompletedTask;

    /// <summary>The lines that the browser's rows are. A block may reach beyond what the browser has, but not beyond the lines that are shown.</summary>
    private async Task<IReadOnlyList<CellChange>?> PlaceAsync(IReadOnlyList<GridChange> changes)
    {
        if (changes.Count == 0) return null;
        // A line is itself, whether or not it is still among those that are shown.
        if (changes.All(x => x.Below == 0)) return [.. changes.Select(x => new CellChange(x.Line, x.Column, x.Text))];
        var top = changes[0].Line;
        var start = Rows.ToList().FindIndex(x => x.Number == top) is >= 0 and var found ? First + found : await review.PlaceAsync(Draft.Id, Filter, top, closed.Token);
        var height = changes.Max(x => x.Below) + 1;
        var fit = Math.Min(Total - start, SheetEditor.MostLines);
        if (height > fit)
        {
            Trouble = T["PasteTooLong", N(height), N(fit), N(height - fit)];
            return null;
        }
        var lines = await review.LinesAsync(Draft.Id, Filter, start, height, closed.Token);
        if (lines.Count == height && lines[0].Number == top) return [.. changes.Select(x => new CellChange(lines[x.Below].Number, x.Column, x.Text))];
        Trouble = T["PasteMoved"];
        return null;
    }

    private void Say(EditOutcome outcome, IReadOnlyList<CellChange> cells)
    {
        Said = outcome switch
        {
            EditOutcome.Done => Draft.ErrorLineCount == 1 ? T["SavedOne"] : T["Saved", N(Draft.ErrorLineCount)],
            EditOutcome.Nothing => T["NothingChanged"],
            EditOutcome.Stale => T["Stale"],
            EditOutcome.Large => T["CheckedAnew"],
        };
        // What was written is not lost without a word.
        if (outcome == EditOutcome.Stale && cells.Count > 0)
            Trouble = cells.Count == 1 ? T["StaleTypedOne", Named(cells)] : T["StaleTyped", N(cells.Count), Named(cells)];
    }

    private string Named(IEnumerable<CellChange> cells) => string.Join("; ", cells.Take(3).Select(x => T["StaleCell", N(x.Line), Header(x.Column), x.Text]));
}

/// <summary>A cell that was written in the grid.</summary>
/// <param name="Line">Line number of the first row of the change.</param>
/// <param name="Below">How many shown rows below that.</param>
/// <param name="Column">Index of the sheet's column.</param>
/// <param name="Text">The text.</param>
public sealed record GridChange(int Line, int Below, int Column, string Text);

/// <summary>A cell to move to.</summary>
/// <param name="line">Line number as in the file.</param>
/// <param name="column">Index of the sheet's column; -1 for the line itself.</param>
public sealed class CellPlace(int line, int column)
{
    /// <summary>Line number as in the file.</summary>
    public int Line => line;

    /// <summary>Index of the sheet's column; -1 for the line itself.</summary>
    public int Column => column;

    /// <summary>The line's place among those that are shown.</summary>
    internal int Index { get; set; }

    /// <summary>Whether the browser went there.</summary>
    internal bool Shown { get; set; }
}
