using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Tasks;

/// <summary>The filters of the task grid. Each change is a new address.</summary>
public sealed partial class TaskFilterBar(TaskQueries queries, NavigationManager navigation)
{
    // What the person chose; until then the further fields show when one of them is set.
    private bool? more;
    private int moreCount;

    // On a phone.
    private bool unfolded;

    // Fields that hold an entry that could not be understood are made anew when all is cleared.
    private int round;

    /// <summary>The filter as it stands in the address.</summary>
    [Parameter, EditorRequired] public required TaskFilter Filter { get; set; }

    /// <summary>Suggestions for the assignee.</summary>
    [Parameter] public IReadOnlyList<string> Assignees { get; set; } = [];

    private bool MoreOpen => more ?? moreCount > 0;

    // A field that shows speaks for itself.
    private List<(string Label, TaskFilter Without)> Chips => [.. ActiveFilters.WithoutField(Filter, T), .. MoreOpen ? [] : ActiveFilters.OfMore(Filter, T)];

    private int FoldedCount => ActiveFilters.CountOfUsual(Filter) + moreCount + ActiveFilters.WithoutField(Filter, T).Count();

    private string Cleared => (new TaskFilter { Path = Filter.Path, Sort = Filter.Sort, Size = Filter.Size, Columns = Filter.Columns, Compact = Filter.Compact }).Address();

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var count = ActiveFilters.OfMore(Filter, T).Count();
        // A link that sets one shows the fields even if they were closed before.
        if (count > 0 && moreCount == 0 && more == false) more = null;
        moreCount = count;
    }

    private static bool IsPhone(string text) => text.Any(char.IsAsciiDigit) && text.All(x => char.IsAsciiDigit(x) || x is ' ' or '+' or '-' or '(' or ')');

    private string Toggled(int status) =>
        (Filter with { Statuses = [.. Filter.Statuses.Contains(status) ? Filter.Statuses.Where(x => x != status) : Filter.Statuses.Append(status).Order()], Page = 1 }).Address();

    private void ChangeMore(TaskFilter filter)
    {
        // Emptying the last field does not take the fields away from under the hand.
        more = true;
        Go(filter);
    }

    private void Go(TaskFilter filter) => navigation.NavigateTo((filter with { Page = 1 }).Address());
}
