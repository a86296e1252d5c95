using System.Threading.RateLimiting;

namespace Dashboard.Upstream.Incs;

/// <summary>Holds <c>Incs:RequestsPerSecond</c> over all calls of this process, and follows a change of the setting.</summary>
public sealed class IncsRate : IDisposable
{
    private readonly Lock gate = new();
    private double? perSecond;
    private TokenBucketRateLimiter? limiter;

    /// <summary>Whether one more request may go now; taking it counts.</summary>
    public bool TryTake(double? setting)
    {
        lock (gate)
        {
            using var lease = For(setting)?.AttemptAcquire();
            return lease is null or { IsAcquired: true };
        }
    }

    /// <summary>Waits until one more request may go.</summary>
    public async Task WaitAsync(double? setting, CancellationToken cancellationToken)
    {
        while (true)
        {
            ValueTask<RateLimitLease> turn;
            lock (gate)
            {
                if (For(setting) is not { } current) return;
                turn = current.AcquireAsync(1, cancellationToken);
            }
            using var lease = await turn;
            // A limiter that a change of the setting has ended refuses those who wait in it.
            if (lease.IsAcquired) return;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => limiter?.Dispose();

    private TokenBucketRateLimiter? For(double? setting)
    {
        if (setting == perSecond) return limiter;
        limiter?.Dispose();
        limiter = setting is { } rate ? Create(rate) : null;
        perSecond = setting;
        return limiter;
    }

    private static TokenBucketRateLimiter Create(double rate)
    {
        // Bursts of a twentieth of a second keep the average without a timer for each request.
        var burst = Math.Max(1, (int)(rate / 20));
        return new(new()
        {
            TokenLimit = burst, TokensPerPeriod = burst, ReplenishmentPeriod = TimeSpan.FromSeconds(burst / rate), QueueLimit = int.MaxValue,
        });
    }
}
