using System.Threading.RateLimiting;

namespace Dashboard.Features.Assign;

/// <summary>Holds <c>Incs:RequestsPerSecond</c>; follows a change of the setting.</summary>
internal sealed class LaneRate : IDisposable
{
    private double? perSecond;
    private TokenBucketRateLimiter? limiter;

    /// <summary>Whether one more POST may go now; taking it counts.</summary>
    public bool TryTake(double? setting)
    {
        if (setting != perSecond)
        {
            limiter?.Dispose();
            limiter = setting is { } rate ? Create(rate) : null;
            perSecond = setting;
        }
        if (limiter is null) return true;
        using var lease = limiter.AttemptAcquire();
        return lease.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose() => limiter?.Dispose();

    private static TokenBucketRateLimiter Create(double rate)
    {
        // Bursts of a twentieth of a second keep the average without a timer for each POST.
        var burst = Math.Max(1, (int)(rate / 20));
        return new(new()
        {
            TokenLimit = burst, TokensPerPeriod = burst, ReplenishmentPeriod = TimeSpan.FromSeconds(burst / rate), QueueLimit = 0,
        });
    }
}
