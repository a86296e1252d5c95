using Dashboard.Auth;
using Dashboard.Data.Index;
using Dashboard.Features.Tasks;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>A Viewer finds tasks by what the mask shows, and learns no more of a phone by searching.</summary>
public abstract class TaskMaskingTests(DatabaseKind kind) : IAsyncLifetime
{
    private const string Phone = "6281512345678";
    private const string Short = "99995678";
    private TestDatabase database = null!;
    private TaskIndexSource source = null!;
    private TaskQueries queries = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        queries = new(source = new(database, TimeProvider.System), database, TimeProvider.System);
        await database.AddTasksAsync(TaskData.Mirrored(91, x => x.UserPhone = Phone), TaskData.Mirrored(92, x => x.UserPhone = Short));
    }

    public ValueTask DisposeAsync()
    {
        source.Dispose();
        return database.DisposeAsync();
    }

    [Theory]
    [InlineData("5678"), InlineData("+62 815-1234-5678")]
    public async Task What_the_mask_shows_finds_the_task(string digits)
    {
        Assert.Equal([91], await queries.IdsAsync(new() { Phone = digits }, wholePhones: false));
        Assert.Equal([91], await queries.IdsAsync(new() { Search = digits }, wholePhones: false));
    }

    [Fact]
    public async Task No_ending_finds_more_than_the_four_digits_that_are_shown()
    {
        for (var length = 1; length < Phone.Length; length++)
        {
            var ending = Phone[^length..];
            Assert.Equal(length == 4 ? [91] : [], await queries.IdsAsync(new() { Phone = ending }, wholePhones: false));
        }
    }

    [Fact]
    public async Task A_guess_of_the_hidden_digits_finds_the_same_as_the_right_ones()
    {
        var right = await queries.IdsAsync(new() { Phone = Phone }, wholePhones: false);

        foreach (var guess in new[] { "6281000005678", "628199995678", "62810000000005678" })
        {
            Assert.Equal(Masking.Phone(Phone, TestUsers.WithRole(Roles.Viewer).Sight(hides: false)), Masking.Phone(guess, TestUsers.WithRole(Roles.Viewer).Sight(hides: false)));
            Assert.Equal(right, await queries.IdsAsync(new() { Phone = guess }, wholePhones: false));
            Assert.Equal(right, await queries.IdsAsync(new() { Search = guess }, wholePhones: false));
        }
    }

    [Fact]
    public async Task Of_a_phone_that_is_hidden_whole_nothing_can_be_found_out()
    {
        foreach (var digits in new[] { Short, Short[^4..], Short[^5..], "1" })
        {
            Assert.DoesNotContain(92, await queries.IdsAsync(new() { Phone = digits }, wholePhones: false));
            Assert.DoesNotContain(92, await queries.IdsAsync(new() { Search = digits }, wholePhones: false));
        }
    }

    [Fact]
    public async Task A_task_is_found_by_its_id_all_the_same() =>
        Assert.Equal([92], await queries.IdsAsync(new() { Search = "92" }, wholePhones: false));

    [Fact]
    public async Task Whoever_sees_whole_phones_finds_them_by_any_ending()
    {
        Assert.Equal([92, 91], await queries.IdsAsync(new() { Phone = "678", Sort = "-id" }));
        Assert.Equal([92], await queries.IdsAsync(new() { Phone = Short }));
        Assert.Equal([], await queries.IdsAsync(new() { Phone = "6281000005678" }));
    }
}

public sealed class TaskMaskingOnSqliteTests() : TaskMaskingTests(DatabaseKind.Sqlite);

public sealed class TaskMaskingOnPostgresTests() : TaskMaskingTests(DatabaseKind.Postgres);
