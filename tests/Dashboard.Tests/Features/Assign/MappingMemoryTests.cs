using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Assign;

public abstract class MappingMemoryTests(DatabaseKind kind) : IAsyncLifetime
{
    private static readonly string[] Headers = ["No HP", "Nama", "kolom"];
    private TestDatabase database = null!;
    private MappingMemory memory = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        memory = new(database, new FakeTime());
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_mapping_comes_back_with_its_defaults_and_its_spread()
    {
        var mapping = Mapping(2) with { Defaults = new() { ["auth_id"] = "30058" }, Spread = Spread.Evenly("incs_1", "incs_2") };
        await SaveAsync(Headers, mapping);

        var found = (await memory.FindAsync(Headers, default))!;

        Assert.Equal(("April", "mei@test", new FakeTime().GetUtcNow()), (found.Name, found.UsedBy, found.UsedAt));
        Assert.Equal(mapping.Columns, found.Mapping.Columns);
        Assert.Equal("30058", found.Mapping.Defaults["auth_id"]);
        Assert.Equal(["incs_1", "incs_2"], found.Mapping.Spread.Accounts.Select(x => x.Name));
        Assert.All(found.Mapping.Matched, x => Assert.Equal(MatchedBy.Remembered, x.Value));
    }

    [Fact]
    public async Task The_same_headers_in_another_order_and_writing_are_mapped_to_their_new_places()
    {
        await SaveAsync(Headers, Mapping(2));

        var found = (await memory.FindAsync(["KOLOM ", "no_hp", "nama (wajib)"], default))!;

        Assert.Equal((1, 0), (found.Mapping.Columns[SheetField.Phone], found.Mapping.Columns[SheetField.Assignee]));
    }

    [Fact]
    public async Task A_result_or_error_file_of_the_sheet_has_its_mapping()
    {
        await SaveAsync(Headers, Mapping(2));

        var error = (await memory.FindAsync(["line", .. Headers, "errors"], default))!;
        var result = (await memory.FindAsync(["line", .. Headers, "outcome", "task_id", "reason", "attempts", "time"], default))!;

        Assert.Equal((1, 1), (error.Mapping.Columns[SheetField.Phone], result.Mapping.Columns[SheetField.Phone]));
        Assert.Equal((null, 4), (error.Mapping.Outcome, result.Mapping.Outcome));
    }

    [Theory]
    [InlineData("No HP", "Nama")]
    [InlineData("No HP", "Nama", "kolom", "kolom 2")]
    [InlineData("No HP", "Nama", "column")]
    public async Task Other_headers_have_none(params string[] headers)
    {
        await SaveAsync(Headers, Mapping(2));

        Assert.Null(await memory.FindAsync(headers, default));
    }

    [Fact]
    public async Task A_header_that_stands_twice_in_other_writing_is_told_apart_by_its_letters()
    {
        await SaveAsync(["No HP", "no_hp"], new() { Columns = new() { [SheetField.Phone] = 1 } });

        Assert.Equal(0, (await memory.FindAsync(["NO_HP", "no hp"], default))!.Mapping.Columns[SheetField.Phone]);
        Assert.Empty((await memory.FindAsync(["nohp", "NO-HP"], default))!.Mapping.Columns);
    }

    [Fact]
    public async Task The_next_confirmation_replaces_it_and_says_what_it_was_called()
    {
        Assert.Null(await SaveAsync(Headers, Mapping(2)));
        Assert.Null(await SaveAsync(Headers, Mapping(1)));

        Assert.Equal("April", await memory.SaveAsync(Headers, Mapping(1), "May", "ani@test", default));

        var found = (await memory.FindAsync(Headers, default))!;
        Assert.Equal(("May", "ani@test", 1), (found.Name, found.UsedBy, found.Mapping.Columns[SheetField.Assignee]));
        await using var db = database.CreateDbContext();
        Assert.Equal(1, await db.SavedMappings.CountAsync(Xunit.TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Confirmations_at_the_same_time_leave_one()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => memory.SaveAsync(Headers, Mapping(2), $"April {i}", "mei@test", default))));

        await using var db = database.CreateDbContext();
        Assert.StartsWith("April", Assert.Single(await db.SavedMappings.ToListAsync(Xunit.TestContext.Current.CancellationToken)).Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_trimmed_and_not_longer_than_it_may_be()
    {
        await memory.SaveAsync(Headers, Mapping(2), $"  {new string('x', 300)}", "mei@test", default);

        Assert.Equal(new string('x', MappingMemory.LongestName), (await memory.FindAsync(Headers, default))!.Name);
    }

    [Fact]
    public async Task What_is_forgotten_is_gone_and_can_be_forgotten_once()
    {
        await SaveAsync(Headers, Mapping(2));
        var id = (await memory.FindAsync(Headers, default))!.Id;

        Assert.Equal((true, false), (await memory.ForgetAsync(id, default), await memory.ForgetAsync(id, default)));
        Assert.Null(await memory.FindAsync(Headers, default));
    }

    private static ColumnMapping Mapping(int assignee) => new() { Columns = new() { [SheetField.Phone] = 0, [SheetField.Assignee] = assignee } };

    private Task<string?> SaveAsync(string[] headers, ColumnMapping mapping) => memory.SaveAsync(headers, mapping, "April", "mei@test", default);
}

public sealed class MappingMemoryOnSqliteTests() : MappingMemoryTests(DatabaseKind.Sqlite);

public sealed class MappingMemoryOnPostgresTests() : MappingMemoryTests(DatabaseKind.Postgres);
