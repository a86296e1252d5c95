using Dashboard.Data;
using Dashboard.Upstream;
using Dashboard.Upstream.Incs;
using Microsoft.Extensions.Options;

namespace Dashboard.Features.Assign;

/// <summary>Finds out what became of assignments without a clear answer: searches INCS for their tasks, again and again while INCS may still
/// create one or hide it from its list. Found: assigned. Proved absent: sent again. What can't be proved either way a person decides.</summary>
public sealed class Reconciler(
    UnclearStore store, IncsClient incs, IOptionsMonitor<IncsOptions> options, DispatchSignal signal, BatchProgressFeed feed, TimeProvider time, ILogger<Reconciler> log)
{
    private const int LeastLooks = 3;
    private const int MostAttempts = 10;
    private static readonly TimeSpan LongestOddity = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(1);
    private volatile SearchTrouble? trouble, troubleElsewhere;
    private int failures;

    /// <summary>Why INCS can't be searched now, by this or another server; null when it can.</summary>
    public SearchTrouble? Trouble => trouble ?? troubleElsewhere;

    /// <summary>Why this server can't search INCS; null when it can.</summary>
    public SearchTrouble? TroubleHere => trouble;

    /// <summary>Why another server can't; null when none says so.</summary>
    public SearchTrouble? TroubleElsewhere { set => troubleElsewhere = value; }

    /// <summary>Searches once for all that are due. Never run it twice at once.</summary>
    /// <returns>How many got a clear outcome.</returns>
    /// <exception cref="UpstreamException">INCS can't be searched; nothing counts as absent for that. The next passes do nothing for a while, as after any other exception.</exception>
    public async Task<int> PassAsync(CancellationToken cancellationToken)
    {
        if (trouble is { } last && time.GetUtcNow() < last.NextTry) return 0;
        try
        {
            var cleared = await SearchAsync(cancellationToken);
            (failures, trouble) = (0, null);
            return cleared;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var wait = TimeSpan.FromSeconds(Math.Min(LongestBackoff.TotalSeconds, 5 * Math.Pow(2, failures++)));
            // Other exceptions' words are for the log alone.
            trouble = new(e is UpstreamException ? e.Message : "The dashboard met an error of its own.", time.GetUtcNow() + wait);
            feed.Touch();
            throw;
        }
    }

    private async Task<int> SearchAsync(CancellationToken cancellationToken)
    {
        var settings = options.CurrentValue;
        var settle = TimeSpan.FromSeconds(settings.SettleSeconds);
        var unclear = await store.DueAsync(time.GetUtcNow() - Gap(settle), cancellationToken);
        if (unclear.Count == 0) return 0;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);
        var clock = await store.ClockAsync(zone, cancellationToken);
        var mayLearn = !clock.IsLearned && await store.AnyPendingAsync(cancellationToken);
        var began = time.GetUtcNow();
        var timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds);
        var stretches = Stretch.Of(unclear.Select(x =>
        {
            var end = x.SilentSince(timeout) + settle;
            var (from, until) = clock.AtMost(x.From, end < began ? end : began);
            return (from, until, x);
        }));
        var cleared = 0;
        foreach (var stretch in stretches)
        {
            var verdicts = await LookAsync(stretch, new(clock, zone, began, settle, timeout, mayLearn), cancellationToken);
            cleared += await store.WriteAsync(verdicts, cancellationToken);
            feed.Touch();
        }
        if (cleared > 0) signal.Wake();
        return cleared;
    }

    /// <summary>How long to wait between two searches for the same.</summary>
    private static TimeSpan Gap(TimeSpan settle) => settle / 4 > TimeSpan.FromSeconds(1) ? settle / 4 : TimeSpan.FromSeconds(1);

    private sealed record Circumstances(UpstreamClock Clock, TimeZoneInfo Zone, DateTimeOffset Began, TimeSpan Settle, TimeSpan Timeout, bool MayLearnClock);

    private async Task<IReadOnlyList<Verdict>> LookAsync(Stretch stretch, Circumstances now, CancellationToken cancellationToken)
    {
        var sought = stretch.Sought.ToDictionary(x => x.Customer);
        var candidates = new Dictionary<long, (IncsTask Task, Unclear Of)>();
        var missing = await incs.ReadStretchAsync(IncsJson.Instant(stretch.From, now.Zone), IncsJson.Instant(stretch.Until, now.Zone), page =>
        {
            foreach (var task in page)
                if (sought.TryGetValue((task.AuthId, task.UserPhone), out var of) && of.Matches(task)) candidates[task.Id] = (task, of);
            return Task.CompletedTask;
        }, asOfItsStart: true, cancellationToken);
        var owned = await store.OwnedAsync(candidates.Keys, cancellationToken);
        var free = candidates.Values.Where(x => !owned.Contains(x.Task.Id)).ToLookup(x => x.Of, x => x.Task);
        var verdicts = stretch.Sought.Select(x => Judge(x, [.. free[x].OrderBy(t => t.CreatedAt).ThenBy(t => t.Id)], missing, now)).ToList();
        if (log.IsEnabled(LogLevel.Debug))
            log.LogDebug("Searched INCS for {Count} tasks: {Verdicts}", verdicts.Count, string.Join(", ", verdicts.GroupBy(x => x.To).Select(x => $"{x.Key} {x.Count()}")));
        return verdicts;
    }

    private static Verdict Judge(Unclear x, IReadOnlyList<IncsTask> tasks, int missing, Circumstances now)
    {
        var silent = x.SilentSince(now.Timeout);
        var (from, until) = now.Clock.Surely(x.From, now.Began);
        if (tasks.FirstOrDefault(t => t.CreatedLocal is { } at && at >= from && at <= until) is { } own) return new(x, AssignmentState.Assigned, null, own, true);
        var settled = now.Began >= silent + now.Settle && x.Assignment.LookCount + 1 >= LeastLooks;
        // A list that holds less than it counts proves nothing.
        if (missing > 0)
        {
            return now.Began >= silent + now.Settle + LongestOddity
                ? new(x, AssignmentState.Held, AssignmentReasons.CantTell, null, false)
                : new(x, AssignmentState.Unknown, x.Assignment.Reason, null, false);
        }
        if (!settled) return new(x, AssignmentState.Unknown, x.Assignment.Reason, null, true);
        // The next task that is created shows whether this one fits; but it may be that none comes before this one is clear.
        if (tasks.Count > 0 && now.MayLearnClock && now.Began < silent + now.Settle + LongestOddity) return new(x, AssignmentState.Unknown, x.Assignment.Reason, null, true);
        if (tasks.Count > 0) return new(x, AssignmentState.Held, AssignmentReasons.MaybeThere, tasks[^1], true);
        if (x.Assignment.Reason == AssignmentReasons.OpenTaskLater) return new(x, AssignmentState.Rejected, AssignmentReasons.OpenTask, null, true);
        if (x.IsCancelled) return new(x, AssignmentState.Cancelled, null, null, true);
        return x.Attempts >= MostAttempts
            ? new(x, AssignmentState.Held, AssignmentReasons.NoAnswerAgain, null, true)
            : new(x, AssignmentState.Pending, null, null, true);
    }
}

/// <summary>Why INCS can't be searched.</summary>
/// <param name="Why">What happened, without secrets.</param>
/// <param name="NextTry">When it is tried again (UTC).</param>
public sealed record SearchTrouble(string Why, DateTimeOffset NextTry);
