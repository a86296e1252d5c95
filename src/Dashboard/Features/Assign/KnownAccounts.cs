using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>INCS accounts that had a task, according to the mirror: suggestions for assignees.</summary>
public sealed class KnownAccounts(IDbContextFactory<DashboardDb> databases)
{
    /// <summary>Most accounts that are suggested.</summary>
    public const int Most = 200;

    /// <summary>The first accounts in the order of their names.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var accounts = new List<string>();
        // One jump in the index per account: a distinct would read every task.
        for (var last = ""; accounts.Count < Most;)
        {
            var after = last;
#pragma warning disable CA1309 // the database compares: by bytes
            var next = await db.Tasks.Where(x => string.Compare(x.AssigneeUsername, after) > 0).OrderBy(x => x.AssigneeUsername).Select(x => x.AssigneeUsername)
                .FirstOrDefaultAsync(cancellationToken);
#pragma warning restore CA1309
            if (next is null) break;
            accounts.Add(last = next);
        }
        return accounts;
    }
}
