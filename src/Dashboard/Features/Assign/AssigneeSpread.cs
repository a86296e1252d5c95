using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>Spreads assignments without an assignee over accounts.</summary>
/// <param name="spread">Whom they go to.</param>
/// <param name="already">How many each account got so far.</param>
public sealed class AssigneeSpread(Spread spread, IReadOnlyDictionary<string, int>? already = null)
{
    private readonly Dictionary<string, int> given = already is null ? [] : new(already);

    /// <summary>Gives each an assignee: the account with the fewest so far.</summary>
    public Task FillAsync(DashboardDb db, IReadOnlyList<Assignment> withoutAssignee, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(withoutAssignee);
        foreach (var assignment in withoutAssignee)
        {
            if (spread.Over.Count == 0) continue;
            var account = spread.Over.MinBy(x => given.GetValueOrDefault(x))!;
            given[account] = given.GetValueOrDefault(account) + 1;
            assignment.AssigneeUsername = account;
        }
        return Task.CompletedTask;
    }
}

/// <summary>Whom assignments without an assignee go to.</summary>
/// <param name="Over">The accounts.</param>
public sealed record Spread(IReadOnlyList<string> Over);
