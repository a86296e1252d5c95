using Dashboard.Auth;
using Microsoft.JSInterop;

namespace Dashboard.Features.Assign;

/// <content>What the browser asks of the grid. A script is not bound to what is shown: each call asks whether the person may.</content>
public sealed partial class ReviewGrid
{
    /// <summary>Called by the browser when lines come into view that it does not have.</summary>
    /// <param name="first">Place of the first one that it wants.</param>
    [JSInvokable]
    public async Task ViewAsync(int first)
    {
        first = Math.Clamp(first, 0, Math.Max(Total - WindowSize, 0));
        if (first == First || !await MayAsync()) return;
        await ReadAsync(first);
        StateHasChanged();
    }

    /// <summary>Called by the browser when cells were written, cleared or pasted.</summary>
    /// <param name="changes">The cells; those of a pasted block name the rows below the first by their distance.</param>
    [JSInvokable]
    public async Task ChangeAsync(IReadOnlyList<GridChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (!await MayAsync()) return;
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
    /// <returns>The cells; null when there are too many, or the person may not see them any more.</returns>
    [JSInvokable]
    public async Task<IReadOnlyList<string[]>?> CopyAsync(int first, int count, int column, int width)
    {
        if (!await MayAsync()) return null;
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
        if (!await MayAsync()) return;
        var lines = await review.LinesAsync(Draft.Id, Filter, first, Math.Min(count, SheetEditor.MostLines), closed.Token);
        if (lines.Count == 0) return;
        var outcome = await OnApply(SheetChange.LeaveOut(new() { Numbers = [.. lines.Select(x => x.Number)] }, !lines.All(x => x.LeftOut)));
        Say(outcome, []);
        StateHasChanged();
    }

    /// <summary>Called by the browser for Ctrl+Z.</summary>
    [JSInvokable]
    public async Task UndoAsync()
    {
        if (await MayAsync()) await OnUndo.InvokeAsync();
    }

    /// <summary>Called by the browser for Ctrl+Enter.</summary>
    [JSInvokable]
    public async Task OpenAsync(int line)
    {
        if (await MayAsync()) await OnOpen.InvokeAsync(line);
    }

    /// <summary>Called by the browser when the cursor came to rest in another line.</summary>
    [JSInvokable]
    public async Task MovedAsync(int line)
    {
        if (await MayAsync()) await OnMoved.InvokeAsync(line);
    }

    private Task<bool> MayAsync() => authorization.MayAsync(Authentication, Policies.Manage);

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
