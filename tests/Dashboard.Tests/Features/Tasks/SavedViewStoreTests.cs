using System.Security.Claims;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Tasks;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Features.Tasks;

public abstract class SavedViewStoreTests(DatabaseKind kind) : IAsyncLifetime
{
    private static readonly TaskFilter Open = new() { Statuses = [0, 1], Created = DayRange.Of("today"), Sort = "updated" };
    private static readonly ClaimsPrincipal Viewer = TestUsers.WithRole(Roles.Viewer);
    private static readonly ClaimsPrincipal Mei = TestUsers.WithRole(Roles.Manager);
    private static readonly ClaimsPrincipal Adi = TestUsers.WithRole(Roles.Admin);
    private readonly FakeTime time = new();
    private TestDatabase database = null!;
    private PinnedViews pinned = null!;
    private SavedViewStore store = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        pinned = new(database, time, NullLogger<PinnedViews>.Instance);
        store = new(database, pinned, new(database, time), TestUsers.Authorization(), time);
    }

    public ValueTask DisposeAsync()
    {
        pinned.Dispose();
        return database.DisposeAsync();
    }

    [Fact]
    public async Task A_view_holds_filters_order_and_columns_and_presets_stay_relative_but_no_page()
    {
        await SaveAsync(Mei, "Open today", filter: Open with { Page = 7, Columns = "id,name", Compact = true });

        var view = Assert.Single(await store.ListAsync(Mei, default));

        Assert.Equal(("Open today", "Manager@test", "Manager@test", time.GetUtcNow()), (view.Name, view.Owner, view.ChangedBy, view.ChangedAt));
        var filter = TaskFilter.Read("?" + view.Query);
        Assert.Equal(("today", 1, "id,name", true), (filter.Created.Preset, filter.Page, filter.Columns, filter.Compact));
        Assert.Equal([0, 1], filter.Statuses);
    }

    [Fact]
    public async Task A_persons_own_views_are_nobody_elses()
    {
        await SaveAsync(Viewer, "Mine");
        var view = Assert.Single(await store.ListAsync(Viewer, default));

        Assert.Empty(await store.ListAsync(Adi, default));
        Assert.Equal(ViewAnswer.Gone, await store.RenameAsync(Adi, null, view.Id, "Yours", default));
        Assert.Equal(ViewAnswer.Gone, await store.DeleteAsync(Adi, null, view.Id, default));
        Assert.Equal("Mine", Assert.Single(await store.ListAsync(Viewer, default)).Name);
    }

    [Fact]
    public async Task Everybody_uses_the_teams_views_and_only_managers_make_or_change_them()
    {
        Assert.Equal(ViewAnswer.NotAllowed, await SaveAsync(Viewer, "Ours", team: true));
        Assert.Equal(ViewAnswer.Done, await SaveAsync(Mei, "Ours", team: true));
        var view = Assert.Single(await store.ListAsync(Viewer, default));

        Assert.Equal(ViewAnswer.NotAllowed, await store.RenameAsync(Viewer, null, view.Id, "Mine", default));
        Assert.Equal(ViewAnswer.NotAllowed, await store.PinAsync(Viewer, null, view.Id, true, default));
        Assert.Equal(ViewAnswer.NotAllowed, await store.DeleteAsync(Viewer, null, view.Id, default));
        Assert.Equal(ViewAnswer.Done, await store.RenameAsync(Adi, null, view.Id, "All of us", default));
        Assert.Equal("All of us", Assert.Single(await store.ListAsync(Viewer, default)).Name);
    }

    [Fact]
    public async Task What_happens_to_the_teams_views_stands_in_the_audit_log_and_to_ones_own_does_not()
    {
        await SaveAsync(Mei, "Mine");
        await SaveAsync(Mei, "Ours", team: true);
        var id = (await store.ListAsync(Mei, default))[0].Id;
        await store.UpdateAsync(Mei, "10.0.0.1", id, new(), default);
        await store.DeleteAsync(Mei, "10.0.0.1", id, default);

        await using var db = database.CreateDbContext();
        var entries = await db.AuditEntries.OrderBy(x => x.Id).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["view.save", "view.update", "view.delete"], entries.Select(x => x.Action));
        Assert.All(entries, x => Assert.Equal(("Manager@test", $"view {id}", "Ours", "10.0.0.1"), (x.Who, x.Target, x.Detail, x.Address)));
    }

    [Theory]
    [InlineData(null, ViewAnswer.NoName)]
    [InlineData("  \t ", ViewAnswer.NoName)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890", ViewAnswer.LongName)]
    [InlineData("  open   TODAY ", ViewAnswer.Clash)]
    public async Task A_name_that_can_not_be_is_refused(string? name, ViewAnswer answer)
    {
        await SaveAsync(Mei, "Open today");

        Assert.Equal(answer, await SaveAsync(Mei, name));
        Assert.Single(await store.ListAsync(Mei, default));
    }

    [Fact]
    public async Task The_team_and_a_person_may_each_have_a_view_of_one_name()
    {
        await SaveAsync(Mei, "Open", team: true);

        Assert.Equal(ViewAnswer.Done, await SaveAsync(Mei, "Open"));
        Assert.Equal(ViewAnswer.Done, await SaveAsync(Viewer, "Open"));
    }

    [Fact]
    public async Task Of_two_who_save_under_one_name_at_once_one_is_refused()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => SaveAsync(Mei, "Ours", team: true))));

        Assert.Equal([ViewAnswer.Done, ViewAnswer.Clash], answers.Order());
        Assert.Single(await store.ListAsync(Mei, default));
    }

    [Fact]
    public async Task A_hundred_views_are_enough()
    {
        await using (var db = database.CreateDbContext())
        {
            db.SavedViews.AddRange(Enumerable.Range(0, SavedViewStore.Most).Select(i => new SavedView { Name = $"view {i}", Owner = "Manager@test", Query = "", ChangedBy = "Manager@test" }));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(ViewAnswer.TooMany, await SaveAsync(Mei, "one more"));
        Assert.Equal(ViewAnswer.Done, await SaveAsync(Mei, "one more", team: true));
    }

    [Fact]
    public async Task A_phone_is_saved_for_oneself_and_never_for_the_team()
    {
        Assert.Equal(ViewAnswer.HoldsPhone, await SaveAsync(Mei, "Erin", team: true, filter: new() { Phone = "6281512345678" }));
        Assert.Equal(ViewAnswer.HoldsPhone, await SaveAsync(Mei, "Erin", team: true, filter: new() { Search = "+62 815-1234" }));
        Assert.Equal(ViewAnswer.Done, await SaveAsync(Mei, "Erin", filter: new() { Phone = "6281512345678" }));
        Assert.Equal(ViewAnswer.Done, await SaveAsync(Mei, "Ending", team: true, filter: new() { Phone = "5678" }));
    }

    [Fact]
    public async Task Views_stand_in_the_order_they_were_moved_to()
    {
        foreach (var name in new[] { "a", "b", "c" }) await SaveAsync(Mei, name);
        var ids = (await store.ListAsync(Mei, default)).ToDictionary(x => x.Name, x => x.Id);

        await store.MoveAsync(Mei, null, ids["c"], up: true, default);
        await store.MoveAsync(Mei, null, ids["a"], up: true, default);

        Assert.Equal(["a", "c", "b"], (await store.ListAsync(Mei, default)).Select(x => x.Name));
        await store.MoveAsync(Mei, null, ids["a"], up: false, default);
        Assert.Equal(["c", "a", "b"], (await store.ListAsync(Mei, default)).Select(x => x.Name));
    }

    [Fact]
    public async Task Menus_have_the_teams_pinned_views_and_ones_own_and_hear_of_each_change()
    {
        var heard = 0;
        using var subscription = pinned.Subscribe(() => heard++);
        Assert.Empty(await pinned.ForAsync("Viewer@test", default));

        await SaveAsync(Mei, "Hers", pin: true);
        await SaveAsync(Viewer, "His", pin: true);
        await SaveAsync(Mei, "Ours", team: true, pin: true);
        await SaveAsync(Mei, "Not in the menu", team: true);

        Assert.Equal(4, heard);
        Assert.Equal(["Ours", "His"], (await pinned.ForAsync("Viewer@test", default)).Select(x => x.Name));
    }

    [Fact]
    public async Task What_another_server_pins_is_in_the_menu_a_few_seconds_later()
    {
        Assert.Empty(await pinned.ForAsync("Viewer@test", default));
        await using (var db = database.CreateDbContext())
        {
            db.SavedViews.Add(new() { Name = "Theirs", Query = "", ChangedBy = "x", Pinned = true });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal("Theirs", Assert.Single(await pinned.ForAsync("Viewer@test", default)).Name);
    }

    private Task<ViewAnswer> SaveAsync(ClaimsPrincipal user, string? name, bool team = false, bool pin = false, TaskFilter? filter = null) =>
        store.SaveAsync(user, "10.0.0.1", new(name, team, pin, filter ?? Open), default);
}

public sealed class SavedViewStoreOnSqliteTests() : SavedViewStoreTests(DatabaseKind.Sqlite);

public sealed class SavedViewStoreOnPostgresTests() : SavedViewStoreTests(DatabaseKind.Postgres);
