using System.Globalization;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Features.Tasks;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Assign;

public abstract class AssigneeSpreadTests(DatabaseKind kind) : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync(kind);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task An_even_spread_takes_turns_in_the_order_of_the_accounts()
    {
        Assert.Equal(["b", "a", "c", "b", "a"], await FillAsync(Spread.Evenly("b", "a", "c"), 5));
    }

    [Fact]
    public async Task An_even_spread_does_not_look_at_weights()
    {
        var spread = new Spread { Mode = SpreadMode.Evenly, Accounts = [new("a", 9), new("b")] };

        Assert.Equal(["a", "b", "a", "b"], await FillAsync(spread, 4));
    }

    [Fact]
    public async Task Weights_of_three_to_one_give_three_tasks_for_one_and_mix_them()
    {
        var spread = new Spread { Mode = SpreadMode.ByWeight, Accounts = [new("a", 3), new("b")] };

        Assert.Equal(["a", "a", "a", "b", "a", "a", "a", "b"], await FillAsync(spread, 8));
    }

    [Fact]
    public async Task Chunk_after_chunk_is_spread_as_one()
    {
        var spread = new AssigneeSpread(new() { Mode = SpreadMode.ByWeight, Accounts = [new("a", 2), new("b", 3)] });
        await using var db = database.CreateDbContext();
        var (first, second) = (Customers(3), Customers(7));

        await spread.FillAsync(db, first, default);
        await spread.FillAsync(db, second, default);

        Assert.Equal([("a", 4), ("b", 6)], first.Concat(second).CountBy(x => x.AssigneeUsername).OrderBy(x => x.Key).Select(x => (x.Key, x.Value)));
    }

    [Fact]
    public async Task Accounts_that_have_fewer_so_far_come_first()
    {
        Assert.Equal(["b", "b", "a", "b"], await FillAsync(Spread.Evenly("a", "b"), 4, new() { ["a"] = 2, ["other"] = 9 }));
    }

    [Fact]
    public async Task A_named_assignee_wins_and_takes_no_turn()
    {
        var assignments = Customers(3);
        assignments[1].AssigneeUsername = "named";

        await using var db = database.CreateDbContext();
        await new AssigneeSpread(Spread.Evenly("a", "b")).FillAsync(db, assignments, default);

        Assert.Equal(["a", "named", "b"], assignments.Select(x => x.AssigneeUsername));
    }

    [Fact]
    public async Task A_customer_goes_to_whoever_had_the_newest_task()
    {
        await HadAsync((1, 0, "old", 30058, 0), (2, 0, "new", 30058, 60), (3, 0, "older", 30058, -60));

        Assert.Equal(["new"], await FillAsync(new() { Mode = SpreadMode.LastOwner }, 1));
    }

    [Fact]
    public async Task Of_tasks_of_the_same_instant_the_later_number_is_the_newer()
    {
        await HadAsync((7, 0, "seven", 30058, 0), (9, 0, "nine", 30058, 0), (8, 0, "eight", 30058, 0));

        Assert.Equal(["nine"], await FillAsync(new() { Mode = SpreadMode.LastOwner }, 1));
    }

    [Fact]
    public async Task A_task_of_the_same_authorisation_counts_before_a_newer_one_of_another()
    {
        await HadAsync((1, 0, "same", 30058, 0), (2, 0, "other", 30059, 60), (3, 1, "only", 30059, 0));

        Assert.Equal(["same", "only"], await FillAsync(new() { Mode = SpreadMode.LastOwner }, 2));
    }

    [Fact]
    public async Task Customers_whom_nobody_had_are_spread_by_the_weights_of_the_accounts()
    {
        await HadAsync((1, 1, "owner", 30058, 0), (2, 3, "", 30058, 0));
        var spread = new Spread { Mode = SpreadMode.LastOwner, Accounts = [new("a", 2), new("b")] };

        Assert.Equal(["a", "owner", "a", "b", "a"], await FillAsync(spread, 5));
    }

    [Fact]
    public async Task Customers_whom_nobody_had_stay_without_an_assignee_when_no_account_is_listed()
    {
        await HadAsync((1, 1, "owner", 30058, 0));
        var spread = new AssigneeSpread(new() { Mode = SpreadMode.LastOwner });
        var assignments = Customers(3);

        await using var db = database.CreateDbContext();
        await spread.FillAsync(db, assignments, default);

        Assert.Equal(["", "owner", ""], assignments.Select(x => x.AssigneeUsername));
        Assert.Equal((1, 2), (spread.ToLastOwner, spread.WithoutOwner));
    }

    [Fact]
    public async Task Last_owners_of_more_customers_than_one_query_asks_for_are_found()
    {
        await database.AddTasksAsync(Enumerable.Range(0, 1100).Select(i => TaskData.Mirrored(i + 1, x => (x.UserPhone, x.AssigneeUsername) = (Phone(i), $"incs_{i}"))));

        Assert.Equal(Enumerable.Range(0, 1100).Select(i => $"incs_{i}"), await FillAsync(new() { Mode = SpreadMode.LastOwner }, 1100));
    }

    [Fact]
    public async Task No_spread_gives_nobody_anything()
    {
        Assert.Equal([""], await FillAsync(new() { Accounts = [new("a")] }, 1));
    }

    private static string Phone(int customer) => string.Create(CultureInfo.InvariantCulture, $"62815{customer:D8}");

    private static List<Assignment> Customers(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Assignment { Name = "April", AuthId = 30058, UserPhone = Phone(i), AssigneeUsername = "" })];

    private async Task<IEnumerable<string>> FillAsync(Spread spread, int customers, Dictionary<string, int>? already = null)
    {
        var assignments = Customers(customers);
        await using var db = database.CreateDbContext();
        await new AssigneeSpread(spread, already).FillAsync(db, assignments, default);
        return assignments.Select(x => x.AssigneeUsername);
    }

    private Task HadAsync(params (long Id, int Customer, string Owner, long AuthId, int Minutes)[] tasks) => database.AddTasksAsync(tasks.Select(task =>
        TaskData.Mirrored(task.Id, x => (x.UserPhone, x.AssigneeUsername, x.AuthId, x.CreatedAt) = (Phone(task.Customer), task.Owner, task.AuthId, TaskData.Noon.AddMinutes(task.Minutes)))));
}

public sealed class AssigneeSpreadOnSqliteTests() : AssigneeSpreadTests(DatabaseKind.Sqlite);

public sealed class AssigneeSpreadOnPostgresTests() : AssigneeSpreadTests(DatabaseKind.Postgres);
