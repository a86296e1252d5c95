using Dashboard.Auth;
using Dashboard.Auth.Frames;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Auth;

public sealed class FrameCodesTests : IAsyncLifetime
{
    private const string Page = "/embed/tasks";
    private const string Secret = "what only the frame knows";
    private TestDatabase database = null!;
    private readonly FakeTime time = new(new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero));
    private FrameCodes codes = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        codes = new(database, new EphemeralDataProtectionProvider(), time);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_code_brings_the_person_that_it_was_made_for()
    {
        var user = await codes.RedeemAsync(await MakeAsync(), Page, Secret, Cancel);

        Assert.NotNull(user);
        Assert.Equal(TestUsers.WithRole(Roles.Manager).AccountName(), user.AccountName());
        Assert.True(user.IsInRole(Roles.Manager));
    }

    [Fact]
    public async Task A_code_is_redeemed_once()
    {
        var code = await MakeAsync();
        await codes.RedeemAsync(code, Page, Secret, Cancel);

        Assert.Null(await codes.RedeemAsync(code, Page, Secret, Cancel));
    }

    [Fact]
    public async Task Of_many_who_redeem_a_code_at_once_one_gets_in()
    {
        var code = await MakeAsync();

        var users = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => codes.RedeemAsync(code, Page, Secret, Cancel), Cancel)));

        Assert.Single(users, x => x is not null);
    }

    [Theory, InlineData(59, true), InlineData(60, false)]
    public async Task A_code_is_redeemed_within_a_minute(int seconds, bool redeemed)
    {
        var code = await MakeAsync();
        time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(redeemed, await codes.RedeemAsync(code, Page, Secret, Cancel) is not null);
    }

    [Theory]
    [InlineData("/embed/batches/1", Secret)]
    [InlineData(Page, "what another frame knows")]
    [InlineData(Page, "")]
    public async Task Another_frame_can_not_redeem_it_and_uses_it_up(string page, string secret)
    {
        var code = await MakeAsync();

        Assert.Null(await codes.RedeemAsync(code, page, secret, Cancel));
        Assert.Null(await codes.RedeemAsync(code, Page, Secret, Cancel));
    }

    [Fact]
    public async Task The_database_holds_neither_the_code_nor_who_it_is_for()
    {
        var code = await MakeAsync();

        await using var db = database.CreateDbContext();
        var kept = await db.FrameCodes.SingleAsync(Cancel);
        Assert.DoesNotContain(code, kept.Hash + kept.Ticket, StringComparison.Ordinal);
        Assert.DoesNotContain(TestUsers.WithRole(Roles.Manager).AccountName(), kept.Ticket, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_code_takes_away_those_that_nobody_redeemed()
    {
        await MakeAsync();
        time.Advance(TimeSpan.FromMinutes(2));
        await MakeAsync();

        await using var db = database.CreateDbContext();
        Assert.Equal(1, await db.FrameCodes.CountAsync(Cancel));
    }

    private Task<string> MakeAsync() => codes.MakeAsync(TestUsers.WithRole(Roles.Manager), Page, FrameCodes.ChallengeOf(Secret), Cancel);
}
