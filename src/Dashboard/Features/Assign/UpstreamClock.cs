using Dashboard.Upstream.Incs;

namespace Dashboard.Features.Assign;

/// <summary>How the wall clock of INCS, as it stands in <c>created_at</c>, goes against UTC here: zone and error in one, learned from the answers
/// to creates, so that neither a wrong <c>Incs:TimeZone</c> nor a wrong clock hides a task or shows another's.</summary>
/// <param name="Least">Least that it was ahead lately.</param>
/// <param name="Most">Most that it was ahead lately.</param>
/// <param name="IsLearned">False where nothing was created yet: then the configured zone is all there is to go by.</param>
internal sealed record UpstreamClock(TimeSpan Least, TimeSpan Most, bool IsLearned)
{
    // Answers carry whole seconds, and come later than the moment of creation.
    private static readonly TimeSpan Blur = TimeSpan.FromMinutes(2);

    // A clock change in the zone of INCS since it was learned; or, where it was not, zones that lie as far apart as they can.
    private static readonly TimeSpan Doubt = TimeSpan.FromMinutes(65);
    private static readonly TimeSpan GreatDoubt = TimeSpan.FromHours(27);

    /// <summary>How far it was ahead at a POST that created a task, in milliseconds; null for any other.</summary>
    public static long? Ahead(IncsAttempt attempt) =>
        attempt.Outcome is IncsOutcome.Created { Task.CreatedLocal: { } local }
            ? (long)(local - (attempt.StartedAt + attempt.Duration / 2).UtcDateTime).TotalMilliseconds
            : null;

    /// <summary>From what was observed lately.</summary>
    public static UpstreamClock Of(IReadOnlyCollection<long> aheadMs, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (aheadMs.Count > 0) return new(TimeSpan.FromMilliseconds(aheadMs.Min()), TimeSpan.FromMilliseconds(aheadMs.Max()), true);
        var configured = zone.GetUtcOffset(now);
        return new(configured, configured, false);
    }

    /// <summary>Between which times of its wall clock something was created that was created between two instants here.</summary>
    public (DateTime From, DateTime Until) Surely(DateTimeOffset from, DateTimeOffset until) => Around(from, until, Blur);

    /// <summary>Between which times of its wall clock it can have been created at all.</summary>
    public (DateTime From, DateTime Until) AtMost(DateTimeOffset from, DateTimeOffset until) => Around(from, until, IsLearned ? Doubt : GreatDoubt);

    private (DateTime From, DateTime Until) Around(DateTimeOffset from, DateTimeOffset until, TimeSpan margin) =>
        ((from.ToUniversalTime() + Least - margin).DateTime, (until.ToUniversalTime() + Most + margin).DateTime);
}
