using Dashboard.Upstream.Incs;

namespace Dashboard.Features.Assign;

/// <summary>How many POSTs may be on the wire, and when none may. What INCS asks for is obeyed to the request; where it says nothing, the number
/// halves when INCS is overtaxed and grows by one a round trip while it is not. Where it does not answer at all, the circuit opens: no POST
/// leaves before a read was answered, for a read risks nothing.</summary>
internal sealed class LanePace(TimeProvider time)
{
    private const int SilencesToOpen = 5;
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(30);

    // Until the threshold the number grows with every answer, which doubles it a round trip; then by one a round trip.
    private double limit = double.PositiveInfinity, threshold = double.PositiveInfinity;
    private int most = 1, silences, failures;
    private bool open, halfOpen;
    private long closedAt;
    private TimeSpan closedFor;
    private LaneState? state;

    /// <summary>Counts the changes for the worse: an answer to a POST of before one says nothing new.</summary>
    public int Generation { get; private set; }

    /// <summary>What it waits for, or null when POSTs may go.</summary>
    public LaneState? Waiting => Left > TimeSpan.Zero || open ? state : null;

    /// <summary>Whether a read should ask now if INCS answers again.</summary>
    public bool ProbeDue => open && Left <= TimeSpan.Zero;

    private TimeSpan Left => closedFor - time.GetElapsedTime(closedAt);

    /// <summary>Most POSTs on the wire now.</summary>
    /// <param name="setting"><c>Incs:MaxConcurrency</c>.</param>
    public int Allowed(int setting)
    {
        most = setting;
        return Waiting is null ? (int)Math.Min(limit, setting) : 0;
    }

    /// <summary>Takes note of what became of a POST.</summary>
    public void Take(IncsAttempt? attempt, int generation)
    {
        switch (attempt?.Outcome)
        {
            case null:
                break;
            case IncsOutcome.Throttled:
                silences = 0;
                Overtaxed(attempt.RetryAfter, generation);
                break;
            case IncsOutcome.NotSent:
                Open(generation);
                break;
            case IncsOutcome.Unknown unknown:
                if (attempt.HttpStatus == 503 || attempt.RetryAfter is not null) Overtaxed(attempt.RetryAfter, generation);
                else if (unknown.Cause == UnknownCause.TimedOut) Halve(generation);
                if (halfOpen || ++silences >= SilencesToOpen) Open(generation);
                break;
            default:
                silences = 0;
                if (generation == Generation) Grow();
                break;
        }
    }

    /// <summary>Takes note of a read that asked whether INCS answers.</summary>
    public void Take(IncsProbe probe)
    {
        if (!open) return;
        if (probe == IncsProbe.Silent) Wait(LaneCondition.Unreachable, Backoff());
        // One POST then shows whether they are answered too.
        else (open, halfOpen, limit) = (false, true, 1);
    }

    private void Grow()
    {
        (failures, halfOpen) = (0, false);
        if (double.IsPositiveInfinity(limit)) return;
        limit = Math.Min(most, limit + (limit < threshold ? 1 : 1 / limit));
    }

    private void Halve(int generation)
    {
        if (generation != Generation) return;
        Generation++;
        threshold = limit = Math.Max(1, Math.Min(limit, most) / 2);
    }

    private void Overtaxed(TimeSpan? retryAfter, int generation)
    {
        var isNew = generation == Generation;
        Halve(generation);
        // Whoever was on the wire already may still lengthen the wait, never shorten it.
        if (isNew) Wait(LaneCondition.Throttled, retryAfter ?? Backoff());
        else if (retryAfter > Left) Wait(LaneCondition.Throttled, retryAfter.Value);
    }

    private void Open(int generation)
    {
        if (open || generation != Generation) return;
        Generation++;
        threshold = Math.Max(1, Math.Min(limit, most) / 2);
        (open, halfOpen, silences) = (true, false, 0);
        Wait(LaneCondition.Unreachable, Backoff());
    }

    private TimeSpan Backoff()
    {
        var wait = TimeSpan.FromSeconds(Math.Min(LongestBackoff.TotalSeconds, Math.Pow(2, failures)));
        failures = Math.Min(failures + 1, 10);
        return wait;
    }

    private void Wait(LaneCondition condition, TimeSpan wait)
    {
        (closedAt, closedFor) = (time.GetTimestamp(), wait);
        state = new(condition, time.GetUtcNow() + wait);
    }
}
