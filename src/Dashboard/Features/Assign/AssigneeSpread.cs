using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>stub</summary>
public sealed class AssigneeSpread(Spread spread, IReadOnlyDictionary<string, int>? already = null)
{
    private readonly Dictionary<string, int> given = already is null ? [] : new(already);

    /// <summary>stub</summary>
    public Task FillAsync(DashboardDb db, IReadOnlyList<Assignment> withoutAssignee, CancellationToken cancellationToken)
    {
        foreach (var x in withoutAssignee)
        {
            if (spread.Over.Count == 0) continue;
            var who = spread.Over.MinBy(a => given.GetValueOrDefault(a) + 1)!;
            given[who] = given.GetValueOrDefault(who) + 1;
            x.AssigneeUsername = who;
        }
        return Task.CompletedTask;
    }
}

/// <summary>stub</summary>
public sealed record Spread(List<string> Over);
