using System.Text.Json;
using Dashboard.Data;
using Dashboard.Upstream.Incs;
using Microsoft.Extensions.Options;

namespace Dashboard.Features.Assign;

/// <summary>Makes the one POST of a claimed assignment. Nothing else calls <see cref="IncsClient.CreateAsync"/>.</summary>
internal sealed class Wire(IncsClient incs, IOptionsMonitor<IncsOptions> options, ILogger log)
{
    /// <summary>Sends it and says what became of it; never throws.</summary>
    /// <param name="assignment">Claimed, durably.</param>
    /// <param name="abandon">Cancelled when the process can't wait any longer: the outcome is unknown then.</param>
    public async Task<Settlement> SendAsync(Assignment assignment, CancellationToken abandon)
    {
        IncsCreateRequest request;
        try
        {
            request = RequestOf(assignment, options.CurrentValue.ModuleId);
        }
        catch (Exception e) when (e is JsonException or OptionsValidationException)
        {
            log.LogError("Assignment {Id} can't be made into a request ({Error}); a person must decide", assignment.Id, e.GetType().Name);
            return new(assignment, AssignmentState.Held, AssignmentReasons.Unsendable, null);
        }

        try
        {
            return Settlement.Of(assignment, await incs.CreateAsync(request, abandon));
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

    /// <summary>The request's body; the chat window's extra part only when there is something to show in it.</summary>
    public static IncsCreateRequest RequestOf(Assignment x, string moduleId) => new()
    {
        Name = x.Name,
        AuthId = x.AuthId,
        Description = x.Description,
        UserName = x.UserName,
        UserPhone = x.UserPhone,
        AssigneeUsername = x.AssigneeUsername,
        ModuleInfo = x.OrdersJson is null && string.IsNullOrEmpty(x.TotalAmount) ? null : new()
        {
            ModuleId = moduleId,
            TotalAmount = x.TotalAmount ?? "",
            Orders = x.OrdersJson is null ? [] : JsonSerializer.Deserialize<List<IncsOrder>>(x.OrdersJson) ?? [],
        },
    };
}
