using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>Gives assignments without an assignee one. One instance serves one check; the same sheet is always spread the same way.</summary>
/// <param name="spread">Who gets them.</param>
/// <param name="already">How many tasks each account got before; null for none.</param>
public sealed class AssigneeSpread(Spread spread, IReadOnlyDictionary<string, int>? already = null)
{
    private readonly Share[] shares = [.. spread.Accounts.Select(x => new Share(x, spread.Mode, already?.GetValueOrDefault(x.Name) ?? 0))];

    /// <summary>How many went to the customer's last owner so far.</summary>
    public int ToLastOwner { get; private set; }

    /// <summary>How many nobody was found for so far.</summary>
    public int WithoutOwner { get; private set; }

    /// <summary>Sets <see cref="Assignment.AssigneeUsername"/> where it is empty; it stays so when the customer's last owner is not known and no account is listed.</summary>
    /// <param name="db">Where the mirror is.</param>
    /// <param name="withoutAssignee">Assignments in the order of the sheet.</param>
    /// <param name="cancellationToken">Cancels the search for last owners.</param>
    public async Task FillAsync(DashboardDb db, IReadOnlyList<Assignment> withoutAssignee, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(withoutAssignee);
        if (!spread.IsOn) return;
        var owners = spread.Mode == SpreadMode.LastOwner ? await LastOwners.FindAsync(db, withoutAssignee.Select(x => x.UserPhone), cancellationToken) : null;
        foreach (var assignment in withoutAssignee)
        {
            if (assignment.AssigneeUsername.Length > 0) continue;
            if (owners?.Of(assignment.AuthId, assignment.UserPhone) is { } owner)
            {
                assignment.AssigneeUsername = owner;
                ToLastOwner++;
            }
            else if (shares.Length > 0) assignment.AssigneeUsername = Next().Take();
            else WithoutOwner++;
        }
    }

    // The account that is furthest behind its share; of equals the first.
    private Share Next()
    {
        var next = shares[0];
        foreach (var share in shares)
        {
            if (share.IsBehind(next)) next = share;
        }
        return next;
    }

    private sealed class Share(SpreadAccount account, SpreadMode mode, long given)
    {
        private readonly long weight = mode == SpreadMode.Evenly ? 1 : Math.Clamp(account.Weight, 1, SpreadAccount.MostWeight);
        private long given = given;

        /// <summary>Compares (given + 1) / weight without a division.</summary>
        public bool IsBehind(Share other) => (given + 1) * other.weight < (other.given + 1) * weight;

        public string Take()
        {
            given++;
            return account.Name;
        }
    }
}
