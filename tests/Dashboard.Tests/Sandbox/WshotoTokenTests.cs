namespace Dashboard.Tests.Sandbox;

public sealed class WshotoTokenTests : IAsyncLifetime
{
    private const string ListCall = "page_query_task_info_list";
    private WshotoRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await WshotoRig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task While_it_is_valid_the_same_token_comes_with_the_time_it_has_left()
    {
        var first = (await rig.AskTokenAsync()).GetProperty("data");
        rig.Time.Advance(TimeSpan.FromSeconds(7199));
        var second = (await rig.AskTokenAsync()).GetProperty("data");

        Assert.Equal(first.GetProperty("access_token").GetString(), second.GetProperty("access_token").GetString());
        Assert.Equal((7200, 1), (first.GetProperty("expires_in").GetInt32(), second.GetProperty("expires_in").GetInt32()));
        Assert.Equal(first.GetProperty("create_at").GetInt64(), second.GetProperty("create_at").GetInt64());
    }

    [Fact]
    public async Task When_it_ends_another_token_comes_and_the_old_one_is_refused()
    {
        var old = await rig.TokenAsync();
        rig.Time.Advance(TimeSpan.FromSeconds(7200));

        Assert.Equal(10011, await CodeAsync(old));
        Assert.NotEqual(old, await rig.TokenAsync());
        Assert.Equal(10001, await CodeAsync(old));
    }

    [Fact]
    public async Task A_token_may_be_made_invalid_early()
    {
        var old = await rig.TokenAsync();
        await rig.ControlAsync("token/invalidate");

        Assert.Equal(10001, await CodeAsync(old));
        Assert.Equal(0, await CodeAsync(await rig.TokenAsync()));
        Assert.Equal(2, rig.Wshoto.Tokens.Issued);
    }

    [Fact]
    public async Task A_shorter_life_ends_the_present_token_too()
    {
        var old = await rig.TokenAsync();
        await rig.ControlAsync("settings", """{"tokenSeconds":60}""");
        rig.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(10011, await CodeAsync(old));
    }

    [Theory]
    [InlineData("", 10010)]
    [InlineData("somebody-elses", 10001)]
    public async Task Without_the_token_no_call_is_answered(string token, int code)
    {
        await rig.TokenAsync();

        Assert.Equal(code, await CodeAsync(token));
    }

    [Fact]
    public async Task A_wrong_secret_gets_no_token()
    {
        var answer = await rig.AskTokenAsync("wrong");

        Assert.Equal(10002, answer.GetProperty("code").GetInt32());
        Assert.Equal(0, rig.Wshoto.Tokens.Issued);
    }

    [Fact]
    public async Task Asking_too_often_is_throttled_until_a_minute_has_passed()
    {
        rig.Wshoto.Settings.TokenRequestsPerMinute = 2;
        await rig.AskTokenAsync();
        await rig.AskTokenAsync();

        Assert.Equal(429, (await rig.AskTokenAsync()).GetProperty("code").GetInt32());
        rig.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(0, (await rig.AskTokenAsync()).GetProperty("code").GetInt32());
    }

    private async Task<int> CodeAsync(string token) => (await rig.PostAsync(ListCall, "{}", token)).GetProperty("code").GetInt32();
}
