using System.Globalization;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;

namespace Dashboard.Features.Assign;

/// <content>What a person may do with the batch.</content>
public sealed partial class BatchPage
{
    private Task PauseAsync() => ActAsync("batch.pause", async () => await store.PauseAsync(Id));

    private Task ResumeAsync() => ActAsync("batch.resume", async () => await store.ResumeAsync(Id));

    private Task RetryAsync(ReasonCount? only) => ActAsync("batch.retry", async () => await store.RetryAsync(Id, only?.Reason) is not null,
        AuditDetail.Of(("rejected", only?.Count ?? progress!.Rejected), ("reason", only is null ? null : CodeOf(only.Reason))));

    private Task StartNowAsync() => ActAsync("batch.start", async () => await store.StartNowAsync(Id));

    private Task DecideAsync(long? assignmentId, HeldDecision decision) => ActAsync("batch.decide",
        async () => await store.DecideAsync(Id, assignmentId, decision) is not null, AuditDetail.Of(("decision", decision), ("assignment", assignmentId), ("held", assignmentId is null ? progress!.Held : null)));

    private async Task UndoAsync()
    {
        await ActAsync("batch.undo", async () => await store.UndoAsync(Id));
        // It is a draft again: its page is the review.
        if (!overtaken && progress?.State == BatchState.Draft) navigation.NavigateTo(Links.Draft(Id));
    }

    private Task CancelAsync() => ActAsync("batch.cancel", async () => await store.CancelAsync(Id) is not null, AuditDetail.Of(("pending", progress!.Pending)));

    // The upstream's words may name the customer, and what is in the audit log stays.
    private static string CodeOf(string reason) => AssignmentReasons.All.Contains(reason) ? reason : "words";

    // The button is hidden from a Viewer, and refused here as well. What can't be recorded is not done.
    private async Task ActAsync(string action, Func<Task<bool>> change, string? detail = null)
    {
        var user = (await Authentication).User;
        if (busy || Embedded || !await authorization.MayAsync(user, Policies.Manage)) return;
        busy = true;
        try
        {
            await audit.WriteAsync(user, Client.Address, action, string.Create(CultureInfo.InvariantCulture, $"batch {Id}"), detail, closed.Token);
            overtaken = !await change();
            asking = false;
            progress = (await feed.ReadAsync([Id], closed.Token)).GetValueOrDefault(Id, progress!);
            await ReadRowsAsync();
        }
        finally
        {
            busy = false;
        }
    }
}
