using System.Globalization;
using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Shared;
using Dashboard.Tests.Features.Assign;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Auth.Actions;

/// <summary>What is done to a batch.</summary>
internal static class BatchActionTable
{
    private const string Reason = "Invalid phone";

    public static IReadOnlyList<PageAction> All { get; } =
    [
        Of("pause a batch", "batch.pause", "PauseAsync", BatchState.Running, "[data-testid=batch-pause]"),
        Of("resume a batch", "batch.resume", "ResumeAsync", BatchState.Paused, "[data-testid=batch-resume]"),
        Of("start a batch now", "batch.start", "StartNowAsync", BatchState.Running, "[data-testid=batch-start-now]", batch: StartsLater),
        Of("take a confirmation back", "batch.undo", "UndoAsync", BatchState.Running, "[data-testid=batch-undo]", batch: StartsLater),
        Of("cancel a batch", "batch.cancel", "CancelAsync", BatchState.Paused, "[data-testid=batch-cancel-confirm]", first: "[data-testid=batch-cancel]"),
        Of("send all refused ones again", "batch.retry", "RetryAsync", BatchState.Completed, "[data-testid=batch-retry]", Rejected),
        Of("send those refused for one reason again", "batch.retry", "RetryAsync", BatchState.Completed, "[data-testid=batch-reasons] button", Rejected),
        Of("take the tasks of all held ones", "batch.decide", "DecideAsync", BatchState.Stopped, "[data-testid=held-take]", Held),
        Of("send all held ones", "batch.decide", "DecideAsync", BatchState.Stopped, "[data-testid=held-send]", Held),
        Of("leave all held ones out", "batch.decide", "DecideAsync", BatchState.Stopped, "[data-testid=held-leave]", Held),
        Of("take the task of one held one", "batch.decide", "DecideAsync", BatchState.Stopped, ".decide button:nth-of-type(1)", Held, panel: true),
        Of("send one held one", "batch.decide", "DecideAsync", BatchState.Stopped, ".decide button:nth-of-type(2)", Held, panel: true),
        Of("leave one held one out", "batch.decide", "DecideAsync", BatchState.Stopped, ".decide button:nth-of-type(3)", Held, panel: true),
        new("discard a draft", Roles.Manager, ["BatchesPage: Retention.DiscardAsync"], async stage =>
        {
            await stage.Databases.AddBatchAsync(1, BatchState.Draft);
            stage.GoTo(Links.Batches);
            var page = stage.Render<BatchesPage>();
            await ActionStage.Click(page, "[data-testid=draft-discard]")();
            return ActionStage.Click(page, "[data-testid=draft-discard-confirm]");
        }) { Audit = "sheet.discard" },
    ];

    private static PageAction Of(
        string name, string audit, string method, BatchState state, string button, Action<Assignment, int>? change = null, Action<Batch>? batch = null, string? first = null, bool panel = false) =>
        new(name, Roles.Manager, [$"BatchPage: BatchStore.{method}"], async stage =>
        {
            var id = await stage.Databases.AddBatchAsync(3, state, change);
            await stage.WriteAsync(async db => batch?.Invoke(await db.Batches.SingleAsync(x => x.Id == id)));
            var row = panel ? (await stage.Databases.AssignmentsAsync(id))[0].Id.ToString(CultureInfo.InvariantCulture) : "";
            stage.GoTo($"{Links.Batch(id)}?row={row}");
            var page = stage.Render<BatchPage>(x => x.Add(p => p.Id, id));
            if (first is not null) await ActionStage.Click(page, first)();
            return ActionStage.Click(page, button);
        }) { Audit = audit };

    private static long nextTask = 900_000;

    private static void StartsLater(Batch batch) => batch.StartAt = DateTimeOffset.UtcNow.AddHours(2);

    private static void Rejected(Assignment assignment, int n) => (assignment.State, assignment.Reason) = (AssignmentState.Rejected, Reason);

    private static void Held(Assignment assignment, int n) => (assignment.State, assignment.CandidateTaskId) = (AssignmentState.Held, Interlocked.Increment(ref nextTask));
}
