using Dashboard.Upstream.Incs;
using Microsoft.Extensions.Options;

namespace Dashboard.Features.Assign;

/// <summary>Sends the assignments of running batches, each at most once: the only caller of the POST.</summary>
public sealed class Dispatcher(
    Journal journal, IncsClient incs, IncsRate rate, IOptionsMonitor<IncsOptions> options, DispatchSignal signal, LaneStatus status, BatchProgressFeed feed,
    TimeProvider time, ILogger<Dispatcher> log)
{
    private const int FarewellTries = 10;
    private static readonly TimeSpan LongestAsking = TimeSpan.FromMinutes(1), LongestReviving = TimeSpan.FromMinutes(15), SoonestAsking = TimeSpan.FromSeconds(5);
    private readonly LanePace pace = new(time);
    private List<Settlement> unwritten = [];
    private volatile IncsOptions lastOptions = new();
    private volatile bool invalid;
    private string? askedWith;
    private long askedAt;
    private TimeSpan askAgain;
    private bool faulty;
    private int running;

    /// <summary>Sends until nothing is left to send. While it runs, another run of this process does nothing.</summary>
    /// <remarks>A fault of the database ends the run with a log entry and a state for the pages; outcomes that could not be written are kept and written by the next run.</remarks>
    /// <param name="stop">Ends it gracefully: nothing more is claimed, what is on the wire finishes within 30 s, what is claimed and unsent is given back.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        // The job engine takes a server that stood still for dead, and may start it here anew while the first run still sends.
        if (Interlocked.Exchange(ref running, 1) != 0) return;
        try
        {
            await RecoverAsync(stop);
            await ReviveAsync(stop);
            await SendAsync(stop);
            for (var i = 0; faulty && stop.IsCancellationRequested && i < FarewellTries; i++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None);
                await SayFarewellAsync(i);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.LogInformation("The dispatcher stopped before it began");
        }
        catch (Exception e)
        {
            log.LogError(e, "The journal can't be opened or written: nothing is sent; the dispatcher tries again");
            status.Set(new(LaneCondition.StorageFault, null));
        }
        finally
        {
            Volatile.Write(ref running, 0);
        }
    }

    private async Task SayFarewellAsync(int tried)
    {
        try
        {
            await RecoverAsync(CancellationToken.None);
        }
        catch (Exception e) when (tried + 1 < FarewellTries)
        {
            log.LogWarning(e, "The journal can't be written yet; the server waits with its stop");
        }
    }

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        if (await journal.GiveUpLostAsync(cancellationToken) is > 0 and var lost)
        {
            log.LogWarning("{Count} assignments were on the wire when a server ended: their outcome is unknown and is looked up", lost);
            feed.Touch();
        }
        if (!faulty) return;
        await using (var session = await journal.OpenAsync(cancellationToken)) await session.CommitAsync(unwritten, 0, cancellationToken: CancellationToken.None);
        log.LogInformation("The journal can be written again: {Count} kept outcomes are in it", unwritten.Count);
        unwritten = [];
        await journal.ReleaseUnsentAsync(cancellationToken);
        faulty = false;
        feed.Touch();
    }

    /// <summary>Batches that stopped because INCS refused the token go on by themselves once a read shows that it takes one again.</summary>
    private async Task ReviveAsync(CancellationToken stop)
    {
        if (!await journal.IsAnyUnauthorisedAsync(stop)) return;
        var token = CurrentOptions().Token;
        var since = time.GetElapsedTime(askedAt);
        var isNew = token != askedWith || askAgain == TimeSpan.Zero || since > LongestReviving * 2;
        if (!isNew && since < askAgain) return;
        (askedWith, askedAt) = (token, time.GetTimestamp());
        var answers = await incs.ProbeAsync(stop) == IncsProbe.Answers;
        // A token that may read and never create comes back here again and again: more and more seldom.
        var longest = answers ? LongestReviving : LongestAsking;
        askAgain = isNew ? SoonestAsking : askAgain * 2 < longest ? askAgain * 2 : longest;
        if (!answers) return;
        log.LogInformation("INCS takes the token: {Count} stopped batches go on", await journal.ResumeUnauthorisedAsync(stop));
        feed.Touch();
    }

    private async Task SendAsync(CancellationToken stop)
    {
        await using var session = await journal.OpenAsync(stop);
        var lane = new Lane(session, new Wire(incs, CurrentOptions, time, log), CurrentOptions, pace, rate, status, feed.Touch, time);
        signal.Woken += lane.Wake;
        try
        {
            // Until the lane has ended well, what it holds counts as unwritten.
            faulty = true;
            await lane.RunAsync(stop);
            faulty = lane.Fault is not null;
        }
        finally
        {
            signal.Woken -= lane.Wake;
            unwritten = [.. lane.Unwritten];
            // The token was good for creating: should INCS refuse it again, that is asked about soon.
            if (lane.HasCreated) askAgain = SoonestAsking / 2;
        }
        if (!faulty) return;
        log.LogError(lane.Fault, "The journal can't be written: sending has stopped, {Count} outcomes are kept in memory", unwritten.Count);
        status.Set(new(LaneCondition.StorageFault, null));
    }

    /// <summary>The settings; when a change of them is not valid, the last valid ones.</summary>
    private IncsOptions CurrentOptions()
    {
        try
        {
            lastOptions = options.CurrentValue;
            invalid = false;
        }
        catch (Exception e) when (IncsOptions.IsFault(e))
        {
            if (!invalid) log.LogWarning("Section Incs is not valid, the last valid settings stay: {Error}", e.Message);
            invalid = true;
        }
        return lastOptions;
    }
}
