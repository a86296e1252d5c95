using System.Globalization;
using Dashboard.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Dashboard.Features.Assign;

/// <summary>The sheet's lines, edited in place as in a spreadsheet: by keyboard, and by pasting a block. Scrolling, moving and writing happen in the browser;
/// it asks for a window of lines where it has none, and what is written comes here as a list of cells.</summary>
public sealed partial class ReviewGrid(ReviewQueries review, IAuthorizationService authorization, IJSRuntime js, IStringLocalizer<SheetText> sheet, ILogger<ReviewGrid> log) : IAsyncDisposable
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

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    private IReadOnlyList<string> Headers { get; set; } = [];

    private IReadOnlyList<ReviewLine> Rows { get; set; } = [];

    private int First { get; set; }

    private int Total { get; set; }

    private string Widths { get; set; } = "";

    private string Said { get; set; } = "";

    private string? Trouble { get; set; }

    // What the browser knows of lines by their place holds as long as this.
    private string Version { get; set; } = "";

    private int Columns => Math.Max(Headers.Count, Rows.Select(x => x.Cells.Length).DefaultIfEmpty().Max());

    /// <summary>Gives the grid the focus, its cursor where it was.</summary>
    public ValueTask FocusAsync() => grid is null ? ValueTask.CompletedTask : grid.InvokeVoidAsync("focus");

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
            var first = Filter == shown.Filter ? First : 0;
            shown = wanted;
            Headers = SheetQueries.Headers(Draft);
            fields = Mapping.Columns.GroupBy(x => x.Value).ToDictionary(x => x.Key, x => x.First().Key);
            await ReadAsync(first);
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

    private async Task ReadAsync(int first)
    {
        // What the draft knows is not counted again, line by line.
        var total = Filter.Show switch
        {
            ReviewLines.All => Draft.LineCount,
            ReviewLines.Errors => Draft.ErrorLineCount,
            ReviewLines.Warnings or ReviewLines.Edited or ReviewLines.LeftOut or ReviewLines.Kind => await review.CountAsync(Draft.Id, Filter, closed.Token),
        };
        first = Math.Clamp(first, 0, Math.Max(total - WindowSize, 0));
        var version = string.Create(CultureInfo.InvariantCulture, $"{Draft.Revision} {Filter.Show} {Filter.Kind}");
        var rows = await review.LinesAsync(Draft.Id, Filter, first, WindowSize, closed.Token);
        // All at once: what is rendered meanwhile must not count lines that are not there, nor miss one that is.
        (Total, First, Rows, Version) = (total, first, rows, version);
    }

    private async Task ShowAsync(CellPlace place)
    {
        gone = place;
        place.Index = Math.Min(await review.PlaceAsync(Draft.Id, Filter, place.Line, closed.Token), Math.Max(Total - 1, 0));
        await ReadAsync(Math.Max(place.Index - WindowSize / 3, 0));
    }

    private Task GoToAsync(string? text) =>
        int.TryParse(text, NumberStyles.Integer | NumberStyles.AllowThousands, CultureInfo.CurrentCulture, out var line) ? ShowAsync(new(line, 0)) : Task.CompletedTask;
}

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
