using System.Globalization;
using Dashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Dashboard.Features.Assign;

/// <summary>The sheet's lines, edited in place as in a spreadsheet: by keyboard, and by pasting a block. Moving and writing happen in the browser; what is
/// written comes here as a list of cells.</summary>
public sealed partial class ReviewGrid(ReviewQueries review, IJSRuntime js, IStringLocalizer<SheetText> sheet) : IAsyncDisposable
{
    private const int PageSize = 100;
    private readonly CancellationTokenSource closed = new();
    private ElementReference root;
    private IJSObjectReference? module;
    private IJSObjectReference? grid;
    private DotNetObjectReference<ReviewGrid>? self;
    private (int Revision, DateTimeOffset? Forecast, ReviewFilter? Filter) shown;
    private CellPlace? gone;

    /// <summary>The checked draft.</summary>
    [Parameter, EditorRequired] public required Batch Draft { get; set; }

    /// <summary>Which column is what.</summary>
    [Parameter, EditorRequired] public required ColumnMapping Mapping { get; set; }

    /// <summary>Which lines are shown.</summary>
    [Parameter, EditorRequired] public required ReviewFilter Filter { get; set; }

    /// <summary>A cell to move to; each object once.</summary>
    [Parameter] public CellPlace? GoTo { get; set; }

    /// <summary>Makes a change.</summary>
    [Parameter, EditorRequired] public required Func<SheetChange, Task<EditOutcome>> OnApply { get; set; }

    /// <summary>Takes the last change back.</summary>
    [Parameter] public EventCallback OnUndo { get; set; }

    /// <summary>Opens a line by its number.</summary>
    [Parameter] public EventCallback<int> OnOpen { get; set; }

    private IReadOnlyList<string> Headers { get; set; } = [];

    private IReadOnlyList<ReviewLine> Rows { get; set; } = [];

    private int First { get; set; }

    private int Total { get; set; }

    private string Said { get; set; } = "";

    private string? Trouble { get; set; }

    private int Columns => Math.Max(Headers.Count, Rows.Select(x => x.Cells.Length).DefaultIfEmpty().Max());

    /// <summary>Called by the browser when cells were written, cleared or pasted.</summary>
    /// <param name="changes">The cells; those of a pasted block name the rows below the first by their distance.</param>
    [JSInvokable]
    public async Task ChangeAsync(IReadOnlyList<GridChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        Trouble = null;
        if (changes.Any(x => x.Column < 0 || x.Column >= Columns)) Trouble = T["PasteTooWide"];
        else if (await PlaceAsync(changes) is { } cells) Say(await OnApply(SheetChange.Cells(cells)), cells.Count);
        StateHasChanged();
    }

    /// <summary>Called by the browser for Ctrl+Z.</summary>
    [JSInvokable]
    public Task UndoAsync() => OnUndo.InvokeAsync();

    /// <summary>Called by the browser when the cursor leaves the page's lines at its end or its beginning.</summary>
    [JSInvokable]
    public async Task TurnAsync(int pages)
    {
        var first = First + pages * PageSize;
        if (first < 0 || first >= Total) return;
        await MoveAsync(first);
        StateHasChanged();
    }

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
            await ReadAsync();
        }
        if (GoTo is { } place && !ReferenceEquals(place, gone))
        {
            gone = place;
            await ShowAsync(place.Line);
        }
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
            await grid.InvokeVoidAsync("rendered", gone?.Line, gone?.Column);
        }
    }

    private static string N(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private string Header(int column) => column < Headers.Count && Headers[column].Length > 0 ? Headers[column] : T["NoName", column + 1];

    private string FieldOf(int column) => Mapping.Columns.FirstOrDefault(x => x.Value == column).Key is { } field
        ? string.Equals(field, Header(column), StringComparison.OrdinalIgnoreCase) ? "" : field
        : T["NotSent"];

    private IEnumerable<SheetProblem> Of(ReviewLine line, int column) =>
        line.Problems.Where(x => (Mapping.Columns.TryGetValue(x.Column, out var at) ? at : -1) == column);

    private string? ToneOf(ReviewLine line, int column) => Of(line, column).Select(x => (ProblemSeverity?)x.Severity).Max() switch
    {
        ProblemSeverity.Error => "error",
        ProblemSeverity.Warning => "warning",
        null => null,
    };

    private string? WordsOf(ReviewLine line, int column) =>
        string.Join(' ', Of(line, column).Select(x => x.Column.Length > 0 && column < 0 ? $"{x.Column}: {x.Text(sheet)}" : x.Text(sheet))) is { Length: > 0 } words ? words : null;

    private async Task ReadAsync()
    {
        Total = await review.CountAsync(Draft.Id, Filter, closed.Token);
        First = Math.Clamp(First, 0, Math.Max((Total - 1) / PageSize * PageSize, 0));
        Rows = await review.LinesAsync(Draft.Id, Filter, First, PageSize, closed.Token);
    }

    private Task MoveAsync(int first)
    {
        First = first;
        return ReadAsync();
    }

    private async Task ShowAsync(int line)
    {
        var place = await review.PlaceAsync(Draft.Id, Filter, line, closed.Token);
        await MoveAsync(place / PageSize * PageSize);
    }

    private async Task GoToAsync(string? text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.CurrentCulture, out var line)) return;
        gone = new(line, -1);
        await ShowAsync(line);
    }

    /// <summary>The lines that the browser's rows are. A block may reach beyond the page, but not beyond the lines that are shown.</summary>
    private async Task<IReadOnlyList<CellChange>?> PlaceAsync(IReadOnlyList<GridChange> changes)
    {
        if (changes.Count == 0) return null;
        var start = Rows.ToList().FindIndex(x => x.Number == changes[0].Line);
        if (start < 0) return null;
        var height = changes.Max(x => x.Below) + 1;
        var fit = Math.Min(Total - First - start, SheetEditor.MostLines);
        if (height > fit)
        {
            Trouble = T["PasteTooLong", N(height), N(fit)];
            return null;
        }
        var lines = await review.LinesAsync(Draft.Id, Filter, First + start, height, closed.Token);
        return [.. changes.Select(x => new CellChange(lines[x.Below].Number, x.Column, x.Text))];
    }

    private void Say(EditOutcome outcome, int cells)
    {
        Said = outcome switch
        {
            EditOutcome.Done => T["Saved", N(cells), N(Draft.ErrorLineCount)],
            EditOutcome.Nothing => T["NothingChanged"],
            EditOutcome.Stale => T["Stale"],
            EditOutcome.Large => T["CheckedAnew"],
        };
        if (outcome == EditOutcome.Stale) Trouble = T["StaleTyped", N(cells)];
    }
}

/// <summary>A cell that was written in the grid.</summary>
/// <param name="Line">Line number of the first row of the change.</param>
/// <param name="Below">How many shown rows below that.</param>
/// <param name="Column">Index of the sheet's column.</param>
/// <param name="Text">The text.</param>
public sealed record GridChange(int Line, int Below, int Column, string Text);
