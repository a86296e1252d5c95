using Dashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace Dashboard.Features.Assign;

/// <summary>What was found in the lines that are shown, errors first; choosing one leads to its cell.</summary>
public sealed partial class FindingList(SheetQueries queries)
{
    // A browser's page can't be higher than some 30 million pixels.
    private const int Most = 100_000;
    private Virtualize<SheetProblem>? list;
    private IReadOnlyList<ProblemGroup>? read;

    /// <summary>The checked draft.</summary>
    [Parameter, EditorRequired] public required Batch Draft { get; set; }

    /// <summary>What was found.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<ProblemGroup> Groups { get; set; }

    /// <summary>Which lines are shown.</summary>
    [Parameter, EditorRequired] public required ReviewFilter Filter { get; set; }

    /// <summary>Opens the line of a finding.</summary>
    [Parameter] public EventCallback<SheetProblem> OnOpen { get; set; }

    private IReadOnlyList<ProblemGroup> Shown => [.. Groups.Where(x => Filter.Show switch
    {
        ReviewLines.Errors => x.Severity == ProblemSeverity.Error,
        ReviewLines.Warnings => x.Severity == ProblemSeverity.Warning,
        ReviewLines.Kind => x.Kind == Filter.Kind,
        ReviewLines.All or ReviewLines.Edited or ReviewLines.LeftOut => true,
    })];

    private ProblemGroup? Only => Filter.Show switch
    {
        ReviewLines.Errors => new(ProblemSeverity.Error, "", 0),
        ReviewLines.Warnings => new(ProblemSeverity.Warning, "", 0),
        ReviewLines.Kind => Shown is [var first, ..] ? first : null,
        ReviewLines.All or ReviewLines.Edited or ReviewLines.LeftOut => null,
    };

    private int Total => Shown.Sum(x => x.Count);

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (ReferenceEquals(read, Groups)) return;
        read = Groups;
        // After a correction the list stays where it was scrolled to.
        if (firstRender || list is null) return;
        await list.RefreshDataAsync();
        StateHasChanged();
    }

    private async ValueTask<ItemsProviderResult<SheetProblem>> ProvideAsync(ItemsProviderRequest request) =>
        new(await queries.ProblemsAsync(Draft.Id, Only, request.StartIndex, request.Count, request.CancellationToken), Math.Min(Total, Most));
}
