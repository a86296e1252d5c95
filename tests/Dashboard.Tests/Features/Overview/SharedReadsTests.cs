using Dashboard.Features.Overview;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Overview;

public sealed class SharedReadsTests
{
    private readonly FakeTime time = new();
    private readonly SharedReads<string, int> reads;
    private int count;

    public SharedReadsTests() => reads = new(time, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(30));

    [Fact]
    public async Task Many_pages_that_ask_alike_cost_one_reading()
    {
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => GetAsync())), x => Assert.Equal(1, x));
    }

    [Theory]
    [InlineData(0, 3, 1)]
    [InlineData(1, 3, 1)]
    [InlineData(1, 5, 2)]
    [InlineData(0, 29, 1)]
    [InlineData(0, 31, 2)]
    public async Task It_is_read_again_after_a_change_but_not_at_once_and_without_one_after_half_a_minute(long version, int seconds, int readings)
    {
        await GetAsync();
        time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(readings, await GetAsync(version));
    }

    [Fact]
    public async Task Another_question_has_its_own_answer()
    {
        await GetAsync();

        Assert.Equal(2, await GetAsync(key: "other"));
    }

    [Fact]
    public async Task A_reading_that_failed_is_not_given_to_the_next()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => reads.GetAsync("key", 0, () => throw new InvalidOperationException(), Cancel));

        Assert.Equal(1, await GetAsync());
    }

    [Fact]
    public async Task Whoever_leaves_does_not_take_the_answer_from_others()
    {
        var answer = new TaskCompletionSource<int>();
        using var leaving = new CancellationTokenSource();
        var left = reads.GetAsync("key", 0, () => answer.Task, leaving.Token);
        var stays = reads.GetAsync("key", 0, () => answer.Task, Cancel);
        await leaving.CancelAsync();
        answer.SetResult(7);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.Equal(7, await stays);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<int> GetAsync(long version = 0, string key = "key") => reads.GetAsync(key, version, () => Task.FromResult(Interlocked.Increment(ref count)), Cancel);
}
