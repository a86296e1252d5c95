using Dashboard.Features.Assign;
using Dashboard.Tests.Features.Tasks;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Assign;

public abstract class KnownAccountsTests(DatabaseKind kind) : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync(kind);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Each_account_that_had_a_task_is_suggested_once_in_order()
    {
        string[] owners = ["incs_2", "Incs_9", "incs_10", "incs_2", "", "客服"];
        await database.AddTasksAsync(owners.Select((owner, i) => TaskData.Mirrored(i + 1, x => x.AssigneeUsername = owner)));

        Assert.Equal(["Incs_9", "incs_10", "incs_2", "客服"], await new KnownAccounts(database).ListAsync(default));
    }

    [Fact]
    public async Task No_more_are_suggested_than_a_list_can_show()
    {
        await database.AddTasksAsync(Enumerable.Range(0, KnownAccounts.Most + 5).Select(i => TaskData.Mirrored(i + 1, x => x.AssigneeUsername = $"incs_{i:D4}")));

        Assert.Equal(KnownAccounts.Most, (await new KnownAccounts(database).ListAsync(default)).Count);
    }
}

public sealed class KnownAccountsOnSqliteTests() : KnownAccountsTests(DatabaseKind.Sqlite);

public sealed class KnownAccountsOnPostgresTests() : KnownAccountsTests(DatabaseKind.Postgres);
