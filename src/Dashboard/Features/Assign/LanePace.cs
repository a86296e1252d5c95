using Dashboard.Upstream.Incs;

namespace Dashboard.Features.Assign;

/// <summary>How fast the lane may send: it waits after a refusal to take more, then starts with one POST and grows by one with each clear answer.</summary>
internal sealed class LanePace(TimeProvider time)
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(30);
    private int allowed = int.MaxValue;
    private int failures;
    private long closedAt;
    private TimeSpan closedFor;

    /// <summary>Counts the waits: an answer to a POST of before a wait says nothing new.</summary>
    public int Generation { get; private set; }

    /// <summary>What it waits for, or null when it does not wait.</summary>
    public LaneState? Waiting => Left > TimeSpan.Zero ? state : null;

    private LaneState? state;

    private TimeSpan Left => closedFor - time.GetElapsedTime(closedAt);

    /// <summary>Most POSTs on the wire now.</summary>
    public int Allowed(int most) => Waiting is null ? Math.Min(allowed, most) : 0;

    /// <summary>Takes note of an outcome.</summary>
    public void Take(IncsOutcome? outcome, int generation)
    {
        switch (outcome)
        {
            case IncsOutcome.Throttled throttled:
                Wait(LaneCondition.Throttled, throttled.RetryAfter, generation);
                break;
            case IncsOutcome.NotSent:
                Wait(LaneCondition.Unreachable, null, generation);
                break;
            case IncsOutcome.Created or IncsOutcome.Refused or IncsOutcome.OpenTask when generation == Generation:
                failures = 0;
                if (allowed < int.MaxValue) allowed++;
                break;
        }
    }

    private void Wait(LaneCondition condition, TimeSpan? retryAfter, int generation)
    {
        var isNew = generation == Generation;
        if (!isNew && retryAfter is null) return;
        var wait = retryAfter ?? TimeSpan.FromSeconds(Math.Min(LongestBackoff.TotalSeconds, Math.Pow(2, failures)));
        if (isNew)
        {
            Generation++;
            failures = Math.Min(failures + 1, 10);
            allowed = 1;
        }
        else if (wait <= Left) return;
        (closedAt, closedFor) = (time.GetTimestamp(), wait);
        state = new(condition, time.GetUtcNow() + wait);
    }
}
