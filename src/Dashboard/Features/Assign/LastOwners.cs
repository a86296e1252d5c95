using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Who last had each of some customers, according to the mirror.</summary>
internal sealed class LastOwners
{
    private const int PhonesAtOnce = 500;
    private readonly Dictionary<(long AuthId, string Phone), Owner> byCustomer = [];
    private readonly Dictionary<string, Owner> byPhone = [];

    private LastOwners()
    {
    }

    /// <summary>Looks for the newest tasks of the phones, a few hundred phones a query.</summary>
    public static async Task<LastOwners> FindAsync(DashboardDb db, IEnumerable<string> phones, CancellationToken cancellationToken)
    {
        var owners = new LastOwners();
        foreach (var some in phones.Distinct().Chunk(PhonesAtOnce))
        {
            var tasks = db.Tasks.Where(x => some.Contains(x.UserPhone) && x.AssigneeUsername != "")
                .Select(x => new { x.AuthId, x.UserPhone, Owner = new Owner(x.AssigneeUsername, x.CreatedAt, x.Id) });
            await foreach (var task in tasks.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                Keep(owners.byCustomer, (task.AuthId, task.UserPhone), task.Owner);
                Keep(owners.byPhone, task.UserPhone, task.Owner);
            }
        }
        return owners;
    }

    /// <summary>Whoever had the customer's newest task of that authorisation, else of any; null when nobody had one.</summary>
    public string? Of(long authId, string phone) => (byCustomer.GetValueOrDefault((authId, phone)) ?? byPhone.GetValueOrDefault(phone))?.Account;

    private static void Keep<T>(Dictionary<T, Owner> owners, T key, Owner owner) where T : notnull
    {
        if (!owners.TryGetValue(key, out var other) || (owner.At, owner.TaskId).CompareTo((other.At, other.TaskId)) > 0) owners[key] = owner;
    }

    private sealed record Owner(string Account, DateTimeOffset At, long TaskId);
}
