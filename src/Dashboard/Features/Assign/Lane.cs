using System.Threading.Channels;
using Dashboard.Data;
using Dashboard.Upstream.Incs;

namespace Dashboard.Features.Assign;

/// <summary>One run of sending: claims just ahead of the wire, POSTs, group-commits outcomes together with the next claims. One loop owns all its fields.</summary>
internal sealed class Lane(JournalSession journal, Wire wire, Func<IncsOptions> options, LanePace pace, IncsRate rate, LaneStatus status, Action committed, TimeProvider time)
{
    /// <summary>A claim older than this is not sent any more. Whoever gives up a lost process's claims relies on it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan OldestOutcome = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan OldestBatchState = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(30);

    private readonly Channel<Event> events = Channel.CreateUnbounded<Event>(new() { SingleReader = true });
    private readonly Queue<(Assignment Assignment, long Since)> claimed = new();
    private readonly Dictionary<long, Assignment> onWire = [];
    private readonly RejectionWatch rejections = new();
    private readonly HashSet<long> pause = [];
    private List<Settlement> unwritten = [];
    private Task<List<Settlement>> commit = Task.FromResult<List<Settlement>>([]);
    private IReadOnlyDictionary<long, RunningBatch> running = new Dictionary<long, RunningBatch>();
    private bool closing, committing, probing, mustRead = true, mayHaveMore = true, unauthorised;
    private long lastCommit, oldestOutcome;

    private abstract record Event
    {
        public sealed record Passed : Event;
        public sealed record Woken : Event;
        public sealed record Sent(Settlement Settlement, int Generation) : Event;
        public sealed record Probed(IncsProbe Probe) : Event;
        public sealed record Committed(IReadOnlyList<Settlement> Group, int Want, long Began, JournalCommit? Commit, Exception? Fault) : Event;
    }

    /// <summary>Why the journal could not be written, or null.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Whether INCS has created a task in this run.</summary>
    public bool HasCreated { get; private set; }

    /// <summary>Outcomes that are not in the journal yet, once <see cref="RunAsync"/> has ended.</summary>
    public IReadOnlyList<Settlement> Unwritten => unwritten;

    /// <summary>Something in the journal was changed: batch states are read again at once.</summary>
    public void Wake() => events.Writer.TryWrite(new Event.Woken());

    /// <summary>Sends until nothing is left that may be sent, the journal can't be written, or <paramref name="stop"/> is cancelled.
    /// What is on the wire then still finishes; what is claimed and not sent is given back.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var abandon = new CancellationTokenSource();
        using var atStop = stop.Register(() => abandon.CancelAfter(LongestFarewell));
        using var timer = time.CreateTimer(_ => events.Writer.TryWrite(new Event.Passed()), null, Tick, Tick);
        try
        {
            while (true)
            {
                while (events.Reader.TryRead(out var e)) Take(e);
                closing |= stop.IsCancellationRequested || Fault is not null;
                Send(abandon.Token);
                if (pace.ProbeDue && !probing && !closing) StartProbe(stop);
                if (ShouldCommit()) StartCommit();
                if (IsDone) return;
                await events.Reader.WaitToReadAsync(CancellationToken.None);
            }
        }
        finally
        {
            // Empty unless the loop itself broke: what was about to be written is kept, and what is still on the wire must never be sent again.
            if (await commit is var left && Fault is null) unwritten.InsertRange(0, left);
            unwritten.AddRange(onWire.Values.Select(x => new Settlement(x, AssignmentState.Unknown, AssignmentReasons.OwnerLost, null)));
        }
    }

    private bool IsDone => onWire.Count == 0 && !committing && !probing && (Fault is not null
        || (claimed.Count == 0 && unwritten.Count == 0 && (closing || (!mayHaveMore && !mustRead))));

    private int Allowed => closing || unauthorised ? 0 : pace.Allowed(options().MaxConcurrency);

    private void Take(Event e)
    {
        switch (e)
        {
            case Event.Woken:
                mustRead = mayHaveMore = true;
                break;
            case Event.Sent(var settlement, var generation):
                onWire.Remove(settlement.Assignment.Id);
                pace.Take(settlement.Attempt, generation);
                unauthorised |= settlement.IsUnauthorised;
                HasCreated |= settlement.To == AssignmentState.Assigned;
                Watch(settlement);
                Settle(settlement);
                break;
            case Event.Probed(var probe):
                probing = false;
                pace.Take(probe);
                break;
            case Event.Committed(var group, var want, var began, var commit, null):
                committing = false;
                running = commit!.Running;
                rejections.Keep(running);
                pause.IntersectWith(running.Keys);
                foreach (var assignment in commit.Claimed) claimed.Enqueue((assignment, began));
                if (want > 0) mayHaveMore = commit.Claimed.Count == want || unwritten.Exists(x => x.To == AssignmentState.Pending);
                else mayHaveMore &= running.Count > 0;
                if (group.Any(x => x.IsUnauthorised)) unauthorised = unwritten.Exists(x => x.IsUnauthorised);
                committed();
                break;
            case Event.Committed(var group, _, _, _, var fault):
                committing = false;
                Fault = fault;
                unwritten = [.. group, .. unwritten];
                claimed.Clear();
                break;
        }
    }

    private void Watch(Settlement settlement)
    {
        if (settlement.To is AssignmentState.Assigned or AssignmentState.Rejected && running.TryGetValue(settlement.Assignment.BatchId, out var batch)
            && rejections.Take(batch, settlement.To == AssignmentState.Rejected)) pause.Add(batch.Id);
    }

    private void Settle(Settlement settlement)
    {
        if (unwritten.Count == 0) oldestOutcome = time.GetTimestamp();
        unwritten.Add(settlement);
        mayHaveMore |= settlement.To == AssignmentState.Pending;
    }

    private void Send(CancellationToken abandon)
    {
        var allowed = Allowed;
        // Nothing claimed lies about while the lane waits or closes: it is given back, surely unsent.
        while (allowed == 0 && Fault is null && claimed.TryDequeue(out var idle)) Settle(Settlement.Released(idle.Assignment));
        while (onWire.Count < allowed && claimed.TryPeek(out var next))
        {
            var (assignment, since) = next;
            // By the clock of the day too: the other one may stand still while a machine does.
            var isOld = time.GetElapsedTime(since) > Lease || time.GetUtcNow() - assignment.ClaimedAt > Lease;
            if (!running.ContainsKey(assignment.BatchId) || pause.Contains(assignment.BatchId) || isOld)
                Settle(Settlement.Released(claimed.Dequeue().Assignment));
            else if (!rate.TryTake(options().RequestsPerSecond)) break;
            else
            {
                claimed.Dequeue();
                onWire.Add(assignment.Id, assignment);
                var generation = pace.Generation;
                _ = Task.Run(() => PostAsync(assignment, generation, abandon), CancellationToken.None);
            }
        }
        status.Set(pace.Waiting ?? new(onWire.Count > 0 ? LaneCondition.Sending : LaneCondition.Idle, null));
    }

    private void StartProbe(CancellationToken stop)
    {
        probing = true;
        _ = Task.Run(async () => events.Writer.TryWrite(new Event.Probed(await wire.ProbeAsync(stop))), CancellationToken.None);
    }

    private async Task PostAsync(Assignment assignment, int generation, CancellationToken abandon) =>
        events.Writer.TryWrite(new Event.Sent(await wire.SendAsync(assignment, abandon), generation));

    private bool ShouldCommit()
    {
        if (committing || Fault is not null) return false;
        var idle = onWire.Count == 0 && claimed.Count == 0;
        var outcomesDue = unwritten.Count > 0
            && (idle || unauthorised || unwritten.Count >= Math.Max(32, options().MaxConcurrency) || time.GetElapsedTime(oldestOutcome) >= OldestOutcome);
        if (closing) return outcomesDue;
        var claimsDue = mayHaveMore && Allowed is > 0 and var allowed && claimed.Count <= allowed / 2 && Want > 0;
        return outcomesDue || claimsDue || mustRead || pause.Count > 0 || time.GetElapsedTime(lastCommit) >= OldestBatchState;
    }

    // Half as many as may be on the wire wait beside them, so that the wire does not wait for a commit; no more than a second's worth.
    private int Want
    {
        get
        {
            var allowed = Allowed;
            if (allowed == 0) return 0;
            var ahead = allowed + Math.Max(1, allowed / 2);
            if (options().RequestsPerSecond is { } perSecond) ahead = Math.Min(ahead, (int)Math.Ceiling(perSecond));
            return Math.Max(0, ahead - claimed.Count);
        }
    }

    private void StartCommit()
    {
        var (group, want, began) = (unwritten, Want, time.GetTimestamp());
        long[] pausing = [.. pause];
        (unwritten, committing, mustRead, lastCommit) = ([], true, false, began);
        // SQLite works on the calling thread, which must not be the lane's: it goes on sending meanwhile.
        commit = Task.Run(async () =>
        {
            try
            {
                events.Writer.TryWrite(new Event.Committed(group, want, began, await journal.CommitAsync(group, want, pausing, CancellationToken.None), null));
                return [];
            }
            catch (Exception e)
            {
                events.Writer.TryWrite(new Event.Committed(group, want, began, null, e));
                return group;
            }
        }, CancellationToken.None);
    }
}
