using Dashboard.Data;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Assign;

/// <summary>Customers that stand in several lines, side by side: which line stays is chosen one by one or for all.</summary>
public sealed partial class DuplicateList(ReviewQueries review) : IDisposable
{
    private const int PageSize = 20;
    private readonly CancellationTokenSource closed = new();

    /// <summary>The checked draft.</summary>
    [Parameter, EditorRequired] public required Batch Draft { get; set; }

    /// <summary>Whether something is under way.</summary>
    [Parameter] public bool Busy { get; set; }

    /// <summary>Makes a change.</summary>
    [Parameter, EditorRequired] public required Func<SheetChange, Task<EditOutcome>> OnApply { get; set; }

    private IReadOnlyList<string> Headers { get; set; } = [];

    private IReadOnlyList<DuplicateGroup> Shown { get; set; } = [];

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
        Shown = await review.DuplicatesAsync(Draft.Id, 0, PageSize, closed.Token);
    }

    private static string Cell(ReviewLine line, int column) => column < line.Cells.Length ? line.Cells[column] : "";

    private static bool Differs(DuplicateGroup group, int column) => group.Lines.Select(x => Cell(x, column)).Distinct().Count() > 1;

    // What differs comes first, and empty columns do not help to choose.
    private IEnumerable<int> Columns(DuplicateGroup group) => Enumerable.Range(0, Headers.Count)
        .Where(i => group.Lines.Any(x => Cell(x, i).Length > 0)).OrderByDescending(i => Differs(group, i)).ThenBy(i => i);

    private async Task MoreAsync() => Shown = await review.DuplicatesAsync(Draft.Id, Shown[^1].Line, PageSize, closed.Token);

    private Task<EditOutcome> KeepOnlyAsync(DuplicateGroup group, ReviewLine kept) => OnApply(SheetChange.LeaveOut(new() { Numbers = DuplicateChoice.Others(group, kept.Number) }, true));

    private async Task KeepAsync(bool last)
    {
        var others = new HashSet<int>();
        for (var after = 0; ;)
        {
            var groups = await review.DuplicatesAsync(Draft.Id, after, 200, closed.Token);
            if (groups.Count == 0) break;
            foreach (var group in groups)
                if (DuplicateChoice.Choices(group) is [var first, ..]) others.UnionWith(DuplicateChoice.Others(group, last ? null : first[0]));
            after = groups[^1].Line;
        }
        if (others.Count > 0) await OnApply(SheetChange.LeaveOut(new() { Numbers = others }, true));
    }
}
