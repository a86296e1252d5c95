using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Assign;

/// <summary>A person in control, on the batch's page.</summary>
public sealed class BatchControlPageTests() : BatchPageTests.PageTest(Roles.Manager)
{
    [Fact]
    public async Task Until_it_starts_the_confirmation_can_be_undone_and_the_review_is_shown_again()
    {
        var id = await AddAsync(3, x => x.StartAt = Time.GetUtcNow().AddSeconds(48));
        var page = await OpenAsync(id);
        Assert.Contains("Starts in 48 s", page.Find("[data-testid=batch-waiting]").TextContent, StringComparison.Ordinal);

        await page.ClickOnAsync("[data-testid=batch-undo]");

        Assert.Equal(BatchState.Draft, (await Database.BatchAsync(id)).State);
        Assert.EndsWith($"/assign?sheet={id}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        await AssertAuditedAsync("batch.undo");
    }

    [Fact]
    public async Task It_can_be_started_at_once()
    {
        var id = await AddAsync(3, x => x.StartAt = Time.GetUtcNow().AddHours(5));
        var page = await OpenAsync(id);

        await page.ClickOnAsync("[data-testid=batch-start-now]");

        Assert.Null((await Database.BatchAsync(id)).StartAt);
        Assert.Empty(page.FindAll("[data-testid=batch-waiting]"));
        await AssertAuditedAsync("batch.start");
    }

    [Fact]
    public async Task After_the_first_few_it_says_how_they_went_and_offers_the_rest()
    {
        var id = await AddAsync(10, x => (x.State, x.StateReason, x.CanaryLastId) = (BatchState.Paused, BatchReasons.Canary, 1),
            (x, i) => x.State = i switch { 0 => AssignmentState.Rejected, 1 or 2 => AssignmentState.Assigned, _ => AssignmentState.Pending });
        var page = await OpenAsync(id);
        Assert.Contains("The first 3 were sent: 2 assigned, 1 rejected", page.Find("[data-testid=batch-canary]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Send the other 7", page.Find("[data-testid=batch-resume]").TextContent, StringComparison.Ordinal);

        await page.ClickOnAsync("[data-testid=batch-resume]");

        var batch = await Database.BatchAsync(id);
        Assert.Equal((BatchState.Running, (long?)null), (batch.State, batch.CanaryLastId));
    }

    [Fact]
    public async Task A_pause_by_itself_says_why()
    {
        var page = await OpenAsync(await AddAsync(3, x => (x.State, x.StateReason) = (BatchState.Paused, BatchReasons.Rejections)));

        Assert.Contains("many of the last tasks were rejected", page.Find("[data-testid=batch-spike]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_reason_can_be_sent_again_without_the_others()
    {
        var id = await AddAsync(5, x => x.State = BatchState.Completed, (x, i) => (x.State, x.Reason) = (AssignmentState.Rejected, i < 3 ? AssignmentReasons.OpenTask : "Assignee does not exist."));
        var page = await OpenAsync(id);

        await page.ClickOnAsync("[data-testid=batch-reasons] .again");

        Assert.Equal(3, (await Database.AssignmentsAsync(id)).Count(x => x.State == AssignmentState.Pending));
        Assert.Equal("rejected=3; reason=open-task", (await AssertAuditedAsync("batch.retry")).Detail);
    }

    [Fact]
    public async Task What_got_no_clear_answer_is_said_to_be_searched_for()
    {
        var page = await OpenAsync(await AddAsync(4, _ => { }, (x, i) => x.State = i < 2 ? AssignmentState.Unknown : AssignmentState.Assigned));

        Assert.Contains("2 tasks got no clear answer", page.Find("[data-testid=batch-searching]").TextContent, StringComparison.Ordinal);
        Assert.Contains("50%", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("held-send", AssignmentState.Pending, 3)]
    [InlineData("held-leave", AssignmentState.Cancelled, 3)]
    [InlineData("held-take", AssignmentState.Assigned, 1)]
    public async Task Held_ones_are_decided_together(string button, AssignmentState state, int decided)
    {
        var id = await AddAsync(4, x => (x.State, x.StateReason) = (BatchState.Stopped, BatchReasons.HeldLeft), (x, i) =>
        {
            x.State = i < 3 ? AssignmentState.Held : AssignmentState.Assigned;
            if (i == 0) (x.Reason, x.CandidateTaskId) = (AssignmentReasons.MaybeThere, 4711);
        });
        var page = await OpenAsync(id);
        Assert.Contains("3 tasks need your decision", page.Find("[data-testid=batch-held]").TextContent, StringComparison.Ordinal);

        await page.ClickOnAsync($"[data-testid={button}]");

        Assert.Equal(decided, (await Database.AssignmentsAsync(id)).Count(x => x.FirstLine < 5 && x.State == state));
        Assert.Equal(BatchState.Running, (await Database.BatchAsync(id)).State);
        await AssertAuditedAsync("batch.decide");
    }

    [Fact]
    public async Task The_panel_of_a_line_shows_its_cells_its_attempts_and_its_task()
    {
        var id = await AddAsync(2, _ => { }, (x, i) => (x.State, x.TaskId) = i == 0 ? (AssignmentState.Assigned, 815) : (AssignmentState.Pending, (long?)null));
        var first = (await Database.AssignmentsAsync(id))[0];
        await using (var db = Database.CreateDbContext())
        {
            db.Attempts.AddRange(
                new() { AssignmentId = first.Id, Number = 1, StartedAt = Time.GetUtcNow(), DurationMs = 30_000, Outcome = "Unknown", Message = "INCS did not answer within 30 s." },
                new() { AssignmentId = first.Id, Number = 1, StartedAt = Time.GetUtcNow(), Outcome = AttemptOutcomes.Found, Message = "815, 2026-04-16 17:00:00" });
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        var page = await OpenAsync(id, $"row={first.Id}");

        var panel = page.Find("[data-testid=assignment-panel]");
        Assert.Equal(["Unknown", "Found"], page.FindAll("[data-testid=assignment-attempts] li").Select(x => x.GetAttribute("data-outcome")));
        Assert.Contains("INCS did not answer within 30 s.", panel.TextContent, StringComparison.Ordinal);
        Assert.Contains(first.Name, panel.TextContent, StringComparison.Ordinal);
        Assert.Equal("/tasks/815", page.Find("[data-testid=assignment-panel] dd a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_held_one_is_decided_in_its_panel()
    {
        var id = await AddAsync(2, _ => { }, (x, _) => (x.State, x.Reason, x.CandidateTaskId) = (AssignmentState.Held, AssignmentReasons.MaybeThere, 900 + x.FirstLine));
        var first = (await Database.AssignmentsAsync(id))[0];
        var page = await OpenAsync(id, $"row={first.Id}");

        await page.ClickOnAsync("[data-testid=assignment-panel] .decide button");

        var rows = await Database.AssignmentsAsync(id);
        Assert.Equal([(AssignmentState.Assigned, 902L), (AssignmentState.Held, (long?)null)], rows.Select(x => (x.State, x.TaskId)));
        Assert.Equal($"decision=TakeTask; assignment={first.Id}", (await AssertAuditedAsync("batch.decide")).Detail);
    }

    private async Task<AuditEntry> AssertAuditedAsync(string action)
    {
        await using var db = Database.CreateDbContext();
        var entry = await db.AuditEntries.SingleAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(action, entry.Action);
        return entry;
    }

    private async Task<long> AddAsync(int assignments, Action<Batch> batch, Action<Assignment, int>? change = null)
    {
        var id = await Database.AddBatchAsync(assignments, BatchState.Running, change);
        await using var db = Database.CreateDbContext();
        batch(await db.Batches.SingleAsync(x => x.Id == id, Xunit.TestContext.Current.CancellationToken));
        await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        return id;
    }
}
