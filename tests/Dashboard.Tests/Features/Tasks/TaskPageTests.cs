using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Tasks;
using Dashboard.Tests.Features.Assign;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Features.Tasks;

public static class TaskPageTests
{
    private const string Orders =
        """[{"order_number":"WD20260401001","username":"张三","phone_number":"6281800138000","loan_amount":"3000.50","due_amount":"1500.25","next_due_date":"2026-04-15","confirm_loan_time":"2026-03-01 10:00:00"}]""";

    public sealed class For_a_viewer() : TaskComponentTest(Roles.Viewer)
    {
        [Fact]
        public async Task Phones_and_amounts_are_masked_in_the_whole_page()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1, x => x.UserPhone = "6281512345678"), TaskData.Mirrored(2, x => x.UserPhone = "6281512345678"));
            await Database.AddBatchAsync(1, BatchState.Completed, (x, _) =>
                (x.State, x.TaskId, x.UserPhone, x.OrdersJson, x.TotalAmount) = (AssignmentState.Assigned, 1, "6281512345678", Orders, "4500.75"));

            var page = OpenTask(1);

            page.WaitForAssertion(() => Assert.Contains("6281****5678", page.Markup, StringComparison.Ordinal));
            Assert.Contains("6281****8000", page.Markup, StringComparison.Ordinal);
            Assert.Empty(page.FindAll("[aria-labelledby=task-others] .card-title a"));
            Assert.All(new[] { "12345678", "00138000", "3000.50", "1500.25", "4500.75" }, x => Assert.DoesNotContain(x, page.Markup, StringComparison.Ordinal));
        }
    }

    public sealed class For_a_manager() : TaskComponentTest(Roles.Manager)
    {
        [Fact]
        public async Task The_facts_are_those_that_INCS_told()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(237, x => (x.Name, x.Description, x.UserName, x.ConversationId) = ("4.8", "1111", "路人B", 1023)));

            var page = OpenTask(237);

            Assert.Equal("4.8", page.Find("h1").TextContent);
            var facts = Facts(page);
            Assert.Equal(("4.8", "1111", "30058", "104", "1023"), (facts["Name"], facts["Description"], facts["auth_id"], facts["creation_id"], facts["Conversation"]));
            Assert.Equal("路人B 6281500000237", facts["Customer"]);
            Assert.Equal(("2026-04-15 12:00:00", "2026-04-15 12:00:00"), (facts["Created"], facts["Changed"]));
            Assert.Equal(["/tasks?assignee=incs_1", "/tasks?creation_id=104"], page.FindAll("dl a").Select(x => x.GetAttribute("href")));
        }

        [Fact]
        public async Task A_task_whose_customer_was_removed_says_so_calmly()
        {
            await Database.AddTasksAsync(
                TaskData.Mirrored(237, x => (x.UserName, x.UserPhone, x.PurgedAt, x.Logs) = ("", "", TaskData.Noon, [TaskData.Log(1, 4)])), TaskData.Mirrored(238, x => (x.UserPhone, x.PurgedAt) = ("", TaskData.Noon)));

            var page = OpenTask(237);

            Assert.Equal("2026-04-15 12:00:00 · The customer’s data was removed; status, times and ids stay.", page.Find("[data-testid=task-purged] > div").TextContent);
            Assert.Equal("Removed", Facts(page)["Customer"]);
            Assert.Equal("Remark, without words", page.Find("[data-log-id] .entry span").TextContent);
            Assert.Empty(page.FindAll("[aria-labelledby=task-others]"));
        }

        [Fact]
        public async Task The_log_stands_oldest_first_with_the_time_between()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1, x => x.Logs =
            [
                TaskData.Log(534, 4, minutes: 190, before: 1, status: 1, assignee: "incs_1", comment: "<b>已经跟进</b>"), TaskData.Log(531, 1),
                TaskData.Log(533, 3, minutes: 10, before: 0, status: 1, assignee: "incs_1"), TaskData.Log(532, 2, assignee: "incs_1"),
            ]));

            var log = OpenTask(1).FindAll("[data-testid=task-log] [data-log-id]");

            Assert.Equal([("531", "1"), ("532", "2"), ("533", "3"), ("534", "4")], log.Select(x => (x.GetAttribute("data-log-id"), x.GetAttribute("data-log-type"))));
            Assert.Equal(["Task created", "Assigned to incs_1", "Not started → In progress", "Remark: <b>已经跟进</b>"], log.Select(x => x.QuerySelector(".entry span")!.TextContent));
            Assert.Equal([null, "0 s", "10 min", "3 h 0 min"], log.Select(x => x.QuerySelector(".caption")!.TextContent.Split("after ") is [_, var span] ? span.Split('·')[0].Trim() : null));
        }

        [Fact]
        public async Task What_is_not_documented_shows_its_number()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1, x => (x.Status, x.Type, x.Logs) = (7, 5, [TaskData.Log(1, 9), TaskData.Log(2, 3, minutes: 1, before: 1, status: 7)])));

            var page = OpenTask(1);

            Assert.Equal("unknown (7)", Status(page));
            Assert.Equal("unknown (5)", Facts(page)["Type"]);
            Assert.Equal(["Entry of type unknown (9)", "In progress → unknown (7)"], page.FindAll("[data-log-id] .entry span").Select(x => x.TextContent));
        }

        [Fact]
        public async Task A_task_without_a_log_says_so()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1));

            Assert.Equal("No log entry yet.", OpenTask(1).Find("[data-testid=task-log]").TextContent);
        }

        [Fact]
        public async Task Where_it_came_from_is_named_by_sheet_line_and_template()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1));
            var batch = await Database.AddBatchAsync(1, BatchState.Completed, (x, _) =>
                (x.State, x.TaskId, x.FirstLine, x.TemplateId) = (AssignmentState.Assigned, 1, 17, 1254676189925432389));

            var page = OpenTask(1);

            Assert.Equal(("sheet.csv, line 17", "1254676189925432389"), (Facts(page)["From"], Facts(page)["Template"]));
            Assert.Contains($"/batches/{batch}", page.FindAll("dl a").Select(x => x.GetAttribute("href")));
            Assert.Contains("/templates/1254676189925432389", page.FindAll("dl a").Select(x => x.GetAttribute("href")));
        }

        [Fact]
        public async Task A_template_that_was_seen_is_called_by_its_name()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1));
            await Database.AddBatchAsync(1, BatchState.Completed, (x, _) => (x.State, x.TaskId, x.TemplateId) = (AssignmentState.Assigned, 1, 1254676189925432389));
            await using (var db = Database.CreateDbContext())
            {
                db.KnownTemplates.Add(new() { Id = 1254676189925432389, Name = "Spring", Creator = "" });
                await db.SaveChangesAsync();
            }

            Assert.Equal("Spring 1254676189925432389", Facts(OpenTask(1))["Template"]);
        }

        [Fact]
        public async Task Its_orders_stand_as_they_were_sent()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1));
            await Database.AddBatchAsync(1, BatchState.Completed, (x, _) => (x.State, x.TaskId, x.OrdersJson) = (AssignmentState.Assigned, 1, Orders));

            Assert.Equal(
                ["WD20260401001", "张三", "6281800138000", "3000.50", "1500.25", "2026-04-15", "2026-03-01 10:00:00"],
                OpenTask(1).FindAll("[aria-labelledby=task-orders] tbody td").Select(x => x.TextContent));
        }

        [Fact]
        public async Task Every_attempt_stands_with_its_outcome()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1));
            var batch = await Database.AddBatchAsync(1, BatchState.Completed, (x, _) => (x.State, x.TaskId) = (AssignmentState.Assigned, 1));
            await using (var db = Database.CreateDbContext())
            {
                var assignment = (await Database.AssignmentsAsync(batch)).Single().Id;
                db.Attempts.Add(new() { AssignmentId = assignment, Number = 1, Outcome = "Throttled", HttpStatus = 429, DurationMs = 12, StartedAt = TaskData.Noon, Message = "Too many attempts." });
                db.Attempts.Add(new() { AssignmentId = assignment, Number = 2, Outcome = "Created", HttpStatus = 200, DurationMs = 34, StartedAt = TaskData.Noon.AddSeconds(2) });
                await db.SaveChangesAsync();
            }

            Assert.Equal(
                ["1 2026-04-15 12:00:00 Asked to slow down; not created 429 12 ms Too many attempts.", "2 2026-04-15 12:00:02 Created 200 34 ms "],
                OpenTask(1).FindAll("[aria-labelledby=task-attempts] tbody tr").Select(x => string.Join(' ', x.QuerySelectorAll("td").Select(c => c.TextContent))));
        }

        [Fact]
        public async Task Other_tasks_of_the_customer_are_a_click_away()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1), TaskData.Mirrored(2, x => x.UserPhone = "6281500000001"), TaskData.Mirrored(3));

            var page = OpenTask(1);

            Assert.Equal(["/tasks/2"], page.FindAll("[aria-labelledby=task-others] tbody a").Select(x => x.GetAttribute("href")));
            Assert.Equal("/tasks?phone=6281500000001", page.Find("[aria-labelledby=task-others] .card-title a").GetAttribute("href"));
        }

        [Fact]
        public async Task Of_many_other_tasks_the_newest_are_shown_and_all_are_counted()
        {
            await Database.AddTasksAsync(Enumerable.Range(1, 13).Select(i => TaskData.Mirrored(i, x => (x.UserPhone, x.CreatedAt) = ("6281512345678", TaskData.Noon.AddMinutes(i)))));

            var others = OpenTask(1).Find("[aria-labelledby=task-others]");

            Assert.Equal("12", others.QuerySelector("h2 span")!.TextContent);
            Assert.Equal(Enumerable.Range(4, 10).Reverse().Select(i => $"{i}"), others.QuerySelectorAll("tbody a").Select(x => x.TextContent));
            Assert.Contains("The newest 10 are shown.", others.TextContent, StringComparison.Ordinal);
        }

        [Fact]
        public async Task How_its_time_was_spent_stands_in_words()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1, x => (x.Status, x.Logs) = (2,
                [TaskData.Log(1, 1), TaskData.Log(2, 3, minutes: 90, before: 0, status: 1), TaskData.Log(3, 3, minutes: 120, before: 1, status: 2)])));

            var page = OpenTask(1);

            Assert.Equal("Not started 1 h 30 min, In progress 30 min", page.Find("[data-testid=task-times] [role=img]").GetAttribute("aria-label"));
            Assert.Equal(("after 1 h 30 min", "after 2 h 0 min"), (Facts(page)["First action"], Facts(page)["End"]));
            Assert.Equal("2 h 0 min from its creation to its end", page.Find("[data-testid=task-total]").TextContent);
        }

        [Fact]
        public async Task An_open_task_says_for_how_long()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1, x => x.Status = 0));

            var facts = Facts(OpenTask(1));

            Assert.Equal(("none yet", "open for 21 h 0 min"), (facts["First action"], facts["End"]));
        }

        [Fact]
        public async Task The_line_leads_to_its_assignment_in_the_batch()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1));
            var batch = await Database.AddBatchAsync(1, BatchState.Completed, (x, _) => (x.State, x.TaskId) = (AssignmentState.Assigned, 1));
            var assignment = (await Database.AssignmentsAsync(batch)).Single().Id;

            Assert.Contains($"/batches/{batch}?row={assignment}", OpenTask(1).FindAll("dl a").Select(x => x.GetAttribute("href")));
        }

        [Fact]
        public async Task An_embed_code_is_offered_where_a_site_may_frame_it()
        {
            Services.GetRequiredService<IOptions<EmbeddingOptions>>().Value.AllowedOrigins = ["https://portal.example.com"];
            await Database.AddTasksAsync(TaskData.Mirrored(237));

            Assert.StartsWith("<iframe src=\"http://localhost/embed/tasks/237\" title=\"Task 237\"", OpenTask(237).Find("#task-embed").TextContent, StringComparison.Ordinal);
        }

        [Fact]
        public async Task No_embed_code_is_offered_where_nothing_may_be_framed()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(237));

            Assert.Empty(OpenTask(237).FindAll("#task-embed"));
        }

        [Fact]
        public async Task A_task_that_was_made_elsewhere_has_none_of_these_parts()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1));

            var page = OpenTask(1);

            Assert.Empty(page.FindAll("table"));
            Assert.DoesNotContain("From", Facts(page).Keys);
        }

        [Fact]
        public async Task The_page_of_another_task_shows_that_one()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1), TaskData.Mirrored(2));
            var page = OpenTask(1);

            page.Render(p => p.Add(x => x.TaskId, 2));

            page.WaitForAssertion(() => Assert.Equal("task 2", page.Find("h1").TextContent), Generous);
        }
    }

    private static string Status(IRenderedComponent<TaskPage> page) => page.Find("dl.facts .badge > span").TextContent;

    private static Dictionary<string, string> Facts(IRenderedComponent<TaskPage> page) =>
        page.FindAll("dl.facts dt").ToDictionary(x => x.TextContent, x => x.NextElementSibling!.TextContent.Trim());
}
