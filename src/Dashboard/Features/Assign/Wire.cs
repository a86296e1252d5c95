using System.Text.Json;
using Dashboard.Data;
using Dashboard.Upstream.Incs;

namespace Dashboard.Features.Assign;

/// <summary>Makes the one POST of a claimed assignment. Nothing else calls <see cref="IncsClient"/> to create.</summary>
internal sealed class Wire(IncsClient incs, Func<IncsOptions> options, TimeProvider time, ILogger log)
{
    /// <summary>Asks by a read whether INCS answers; never throws.</summary>
    public async Task<IncsProbe> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await incs.ProbeAsync(cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException || IncsOptions.IsFault(e))
        {
            return IncsProbe.Silent;
        }
        catch (Exception e)
        {
            log.LogError(e, "INCS could not be asked whether it answers");
            return IncsProbe.Silent;
        }
    }

    /// <summary>Sends it and says what became of it; never throws.</summary>
    /// <param name="assignment">Claimed, durably.</param>
    /// <param name="abandon">Cancelled when the process can't wait any longer: the outcome is unknown then.</param>
    public async Task<Settlement> SendAsync(Assignment assignment, CancellationToken abandon)
    {
        IncsCreateRequest request;
        var settings = options();
        try
        {
            request = CreateRequests.Of(assignment, settings.ModuleId);
        }
        catch (JsonException e)
        {
            log.LogError("Assignment {Id} can't be made into a request (byte {Position} of its orders); a person must decide", assignment.Id, e.BytePositionInLine);
            return new(assignment, AssignmentState.Held, AssignmentReasons.Unsendable, null);
        }

        try
        {
            return Settlement.Of(assignment, await incs.CreateAsync(request, LastMoment(assignment, settings), abandon));
        }
        catch (Exception e) when (IncsOptions.IsFault(e))
        {
            // The client reads its settings before it sends anything, and answers for all that comes after.
            return Settlement.Of(assignment, new(new IncsOutcome.NotSent("Section Incs of the settings is not valid."), null, null, time.GetUtcNow(), TimeSpan.Zero));
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            return new(assignment, AssignmentState.Unknown, AssignmentReasons.OwnerLost, null);
        }
        catch (Exception e)
        {
            // The client answers a closed set; what it did not foresee may have reached INCS.
            log.LogError(e, "The POST of assignment {Id} ended in an unforeseen way; its outcome is unknown", assignment.Id);
            return new(assignment, AssignmentState.Unknown, AssignmentReasons.UnclearAnswer, null);
        }
    }

    // Between the lane's own look at the lease and the first byte on the wire the machine may stand still: others give the claim up meanwhile.
    private static DateTimeOffset LastMoment(Assignment assignment, IncsOptions settings) =>
        assignment.ClaimedAt is { } claimed ? claimed + Lane.Lease + TimeSpan.FromSeconds(settings.TimeoutSeconds / 2.0) : DateTimeOffset.MaxValue;
}
