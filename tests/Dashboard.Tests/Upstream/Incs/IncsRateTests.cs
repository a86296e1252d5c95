using Dashboard.Upstream.Incs;

namespace Dashboard.Tests.Upstream.Incs;

public sealed class IncsRateTests
{
    [Fact]
    public async Task Readers_do_not_keep_the_POSTs_from_their_turns()
    {
        using var rate = new IncsRate();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var reader = ReadAsync(rate, end.Token);
        var posts = 0;

        // As the lane asks, four times a tick of its own.
        for (var i = 0; i < 2000 && posts < 3; i++)
        {
            if (rate.TryTake(5)) posts++;
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        await end.CancelAsync();

        Assert.Equal(3, posts);
        Assert.True(await reader > 0, "Nothing was read");
    }

    // One read after another, each at once after the last.
    private static async Task<int> ReadAsync(IncsRate rate, CancellationToken end)
    {
        for (var reads = 0; ; reads++)
        {
            try
            {
                await rate.WaitAsync(5, end);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                return reads;
            }
        }
    }
}
