using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Dashboard.Upstream.Incs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Features.Assign;

public static class BatchPageTests
{
    public sealed class For_a_viewer() : PageTest(Roles.Viewer)
    {
        [Fact]
        public async Task There_are_no_actions()
        {
            var page = await OpenAsync(await Database.AddBatchAsync(3));

            Assert.Equal("Running", page.Find("[data-testid=batch-state]").TextContent);
            Assert.Empty(page.FindAll("[data-testid=batch-pause], [data-testid=batch-cancel], [data-testid=result-download]"));
        }

        [Fact]
        public async Task Phones_are_masked()
        {
            var page = await OpenAsync(await Database.AddBatchAsync(1, change: (x, _) => x.UserPhone = "6281512345678"));

            page.WaitForAssertion(() => Assert.Equal("6281****5678", page.Find("[data-phone]").TextContent));
            Assert.DoesNotContain("6281512345678", page.Markup, StringComparison.Ordinal);
        }
    }

    public sealed class For_a_manager() : PageTest(Roles.Manager)
    {
        [Fact]
        public async Task The_progress_carries_every_number()
        {
            var page = await OpenAsync(await Database.AddBatchAsync(7, change: (x, i) => x.State = (AssignmentState)i));

            var bar = page.Find("[data-testid=batch-progress]");
            foreach (var name in new[] { "assigned", "rejected", "unknown", "held", "pending", "sending", "cancelled" }) Assert.Equal("1", bar.GetAttribute("data-" + name));
            Assert.Equal("7", bar.GetAttribute("data-total"));
        }

        [Fact]
        public async Task The_templates_its_lines_name_are_listed_by_name_and_lead_to_their_pages()
        {
            await using (var db = Database.CreateDbContext())
            {
                db.KnownTemplates.Add(new() { Id = 1254676189925432389, Name = "Spring", Creator = "" });
                await db.SaveChangesAsync();
            }
            var page = await OpenAsync(await Database.AddBatchAsync(4, change: (x, i) => x.TemplateId = i switch { 0 or 1 => 1254676189925432389, 2 => 5, _ => null }));

            page.WaitForAssertion(() => Assert.Equal(
                ["Spring 1254676189925432389 2 assignments", "5 1 assignment"],
                page.FindAll("[data-testid=batch-templates] li").Select(x => string.Join(' ', x.Children.Skip(1).Select(c => c.TextContent)))));
            Assert.Equal(["/templates/1254676189925432389", "/templates/5"], page.FindAll("[data-testid=batch-templates] a").Select(x => x.GetAttribute("href")));
        }

        [Fact]
        public async Task A_batch_without_templates_does_not_speak_of_them() =>
            Assert.Empty((await OpenAsync(await Database.AddBatchAsync(1))).FindAll("[data-testid=batch-templates]"));

        [Fact]
        public async Task Pausing_changes_the_state_and_is_in_the_audit_log()
        {
            var id = await Database.AddBatchAsync(3);
            var page = await OpenAsync(id);

            await page.ClickOnAsync("[data-testid=batch-pause]");

            page.WaitForAssertion(() => Assert.Equal("Paused", page.Find("[data-testid=batch-state]").TextContent));
            Assert.NotNull(page.Find("[data-testid=batch-resume]"));
            await using var db = Database.CreateDbContext();
            var entry = await db.AuditEntries.SingleAsync();
            Assert.Equal(("batch.pause", $"batch {id}", "127.0.0.1"), (entry.Action, entry.Target, entry.Address));
        }

        [Fact]
        public async Task Cancelling_asks_first_and_names_the_number()
        {
            var id = await Database.AddBatchAsync(3);
            var page = await OpenAsync(id);

            await page.ClickOnAsync("[data-testid=batch-cancel]");
            Assert.Equal(BatchState.Running, (await Database.BatchAsync(id)).State);
            Assert.Contains("Cancel 3 tasks", page.Find("[data-testid=batch-cancel-ask]").TextContent, StringComparison.Ordinal);
            await page.ClickOnAsync("[data-testid=batch-cancel-confirm]");

            page.WaitForAssertion(() => Assert.Equal("Cancelled", page.Find("[data-testid=batch-state]").TextContent));
        }

        [Fact]
        public async Task An_action_that_came_too_late_says_so()
        {
            var id = await Database.AddBatchAsync(3);
            var page = await OpenAsync(id);
            await using (var db = Database.CreateDbContext()) await db.Batches.ExecuteUpdateAsync(set => set.SetProperty(x => x.State, BatchState.Completed));

            await page.ClickOnAsync("[data-testid=batch-pause]");

            page.WaitForAssertion(() => Assert.Contains("had already changed", page.Markup, StringComparison.Ordinal));
            Assert.Equal("Completed", page.Find("[data-testid=batch-state]").TextContent);
        }

        [Fact]
        public async Task An_outage_says_when_the_next_try_is_and_no_rate()
        {
            var page = await OpenAsync(await Database.AddBatchAsync(3));
            Assert.Contains("Tasks per second", page.Markup, StringComparison.Ordinal);

            Status.Set(new(LaneCondition.Unreachable, Time.GetUtcNow().AddSeconds(12)));

            page.WaitForAssertion(() => Assert.Contains("INCS does not answer, next try in 12 s", page.Find("[data-testid=lane-waiting]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
            Assert.DoesNotContain("Tasks per second", page.Markup, StringComparison.Ordinal);
        }

        [Fact]
        public async Task What_another_server_waits_for_is_said_too()
        {
            Status.SetElsewhere(new(LaneCondition.StorageFault, null));
            var page = await OpenAsync(await Database.AddBatchAsync(3));
            Assert.Contains("database can't be written", page.Find("[data-testid=lane-waiting]").TextContent, StringComparison.Ordinal);

            Status.SetElsewhere(null);

            page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=lane-waiting]")), TimeSpan.FromSeconds(10));
        }

        [Fact]
        public async Task Rejections_are_grouped_by_reason()
        {
            var page = await OpenAsync(await Database.AddBatchAsync(5, BatchState.Completed, (x, i) =>
                (x.State, x.Reason) = (AssignmentState.Rejected, i < 3 ? AssignmentReasons.OpenTask : "Assignee does not exist.")));

            var reasons = page.FindAll("[data-testid=batch-reasons] a");
            Assert.Equal(["3", "2"], reasons.Select(x => x.GetAttribute("data-count")));
            Assert.Contains("The customer has a task that is not finished.", reasons[0].TextContent, StringComparison.Ordinal);
        }

        [Fact]
        public async Task An_unknown_number_shows_that_there_is_no_such_batch()
        {
            var page = await OpenAsync(4711);

            Assert.Contains("There is no batch 4711", page.Markup, StringComparison.Ordinal);
        }

        [Fact]
        public async Task The_list_shows_drafts_and_batches_newest_first()
        {
            await Database.AddBatchAsync(3, BatchState.Completed, (x, _) => x.State = AssignmentState.Assigned);
            var draft = await Database.AddBatchAsync(2, BatchState.Draft);

            var page = Render<BatchesPage>();

            page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=batch-row]").Count));
            Assert.Equal(["Draft", "Completed"], page.FindAll("[data-testid=batch-row]").Select(x => x.GetAttribute("data-state")));
            Assert.Equal($"/assign?sheet={draft}", page.Find("[data-testid=batch-row] a").GetAttribute("href"));
        }

        [Fact]
        public async Task The_list_shows_only_drafts_when_its_address_says_so()
        {
            await Database.AddBatchAsync(3, BatchState.Completed);
            var draft = await Database.AddBatchAsync(2, BatchState.Draft);
            Services.GetRequiredService<NavigationManager>().NavigateTo("/batches?show=drafts");

            var page = Render<BatchesPage>();

            page.WaitForAssertion(() => Assert.Equal([$"{draft}"], page.FindAll("[data-testid=batch-row]").Select(x => x.GetAttribute("data-batch-id"))));
        }

        [Fact]
        public async Task A_draft_is_discarded_once_that_is_confirmed_and_that_is_in_the_audit_log()
        {
            var draft = await Database.AddBatchAsync(2, BatchState.Draft);
            var page = Render<BatchesPage>();

            await page.ClickOnAsync("[data-testid=draft-discard]");
            Assert.Contains("Discard “sheet.csv”?", page.Find("[data-testid=draft-discard-ask]").TextContent, StringComparison.Ordinal);
            await page.ClickOnAsync("[data-testid=draft-discard-confirm]");

            page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=batch-row]")));
            await using var db = Database.CreateDbContext();
            Assert.False(await db.Batches.AnyAsync());
            Assert.Equal(("sheet.discard", $"batch {draft}"), await db.AuditEntries.Select(x => new ValueTuple<string, string?>(x.Action, x.Target)).SingleAsync());
        }

        [Fact]
        public async Task A_batch_without_its_lines_offers_no_result_and_no_retry_and_says_so()
        {
            var id = await Database.AddBatchAsync(1, BatchState.Completed, (x, _) => x.State = AssignmentState.Rejected);
            await using (var db = Database.CreateDbContext()) await db.Batches.ExecuteUpdateAsync(x => x.SetProperty(b => b.PurgedAt, DateTimeOffset.UtcNow));

            var page = await OpenAsync(id);

            Assert.NotNull(page.Find("[data-testid=batch-purged]"));
            Assert.Empty(page.FindAll("[data-testid=result-download], [data-testid=batch-retry]"));
        }
    }

    public abstract class PageTest : ComponentTest, IAsyncLifetime
    {
        protected PageTest(string role, bool hides = false) : base(role, hides)
        {
            // bUnit's stand-in refuses every check: the product's policies decide here.
            Services.AddSingleton<IAuthorizationService, DefaultAuthorizationService>();
            Services.AddSingleton<IAuthorizationPolicyProvider, DefaultAuthorizationPolicyProvider>();
            // The container disposes of it.
            Services.AddSingleton<IDbContextFactory<DashboardDb>>(_ => Database);
            Services.AddSingleton<DispatchSignal>();
            Services.AddSingleton(_ => new DataFolder(Database.Folder));
            Services.AddSingleton<SheetFolder>();
            Services.AddSingleton(Options.Create(new RetentionOptions()));
            Services.AddSingleton<Retention>();
            Services.AddSingleton<BatchStore>();
            Services.AddSingleton<BatchQueries>();
            Services.AddSingleton<BatchProgressFeed>();
            Services.AddSingleton<AuditTrail>();
            Services.AddSingleton(Status);
            Services.AddSingleton<UnclearStore>();
            Services.AddSingleton(_ => IncsClients.For(new Uri("http://127.0.0.1:9")));
            Services.AddOptions<IncsOptions>();
            Services.AddSingleton<Reconciler>();
        }

        protected TestDatabase Database { get; private set; } = null!;

        protected LaneStatus Status { get; } = new();

        public async ValueTask InitializeAsync() => Database = await TestDatabase.CreateAsync();

        protected async Task<IRenderedComponent<BatchPage>> OpenAsync(long id, string query = "")
        {
            Services.GetRequiredService<NavigationManager>().NavigateTo($"/batches/{id}?{query}");
            var page = Render<BatchPage>(p => p.Add(x => x.Id, id));
            await page.WaitForStateAsync(() => page.FindAll(".skeleton").Count == 0);
            return page;
        }
    }
}
