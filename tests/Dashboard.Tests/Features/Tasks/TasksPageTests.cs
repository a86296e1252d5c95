using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Tests.Features.Assign;

namespace Dashboard.Tests.Features.Tasks;

public static class TasksPageTests
{
    private const string Row = "[data-testid=task-row]";

    public sealed class For_a_viewer() : TaskComponentTest(Roles.Viewer)
    {
        [Fact]
        public async Task Phones_are_masked_in_the_grid_and_in_the_panel()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1, x => x.UserPhone = "6281512345678"), TaskData.Mirrored(2, x => x.UserPhone = "6281512345678"));

            var page = OpenGrid("?task=1");

            page.WaitForAssertion(() => Assert.Equal(["6281****5678"], page.FindAll("[data-phone]").Select(x => x.TextContent).Distinct()));
            Assert.Equal(3, page.FindAll("[data-phone]").Count);
            Assert.DoesNotContain("12345678", page.Markup, StringComparison.Ordinal);
        }

        [Fact]
        public async Task A_search_by_digits_that_the_mask_hides_finds_nothing()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1, x => x.UserPhone = "6281512345678"));

            Assert.Empty(OpenGrid("?phone=345678").FindAll(Row));
            Assert.Empty(OpenGrid("?q=345678").FindAll(Row));
        }

        [Fact]
        public async Task There_is_no_export()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1));

            Assert.DoesNotContain("export.csv", OpenGrid().Markup, StringComparison.Ordinal);
        }
    }

    public sealed class For_a_manager() : TaskComponentTest(Roles.Manager)
    {
        [Fact]
        public async Task Each_row_carries_its_task_and_its_status()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1, x => x.CreatedAt = TaskData.Noon.AddHours(1)), TaskData.Mirrored(2, x => x.Status = 2));

            var rows = OpenGrid().FindAll("[data-testid=tasks-grid] " + Row);

            Assert.Equal([("1", "1"), ("2", "2")], rows.Select(x => (x.GetAttribute("data-task-id"), x.GetAttribute("data-status"))));
            Assert.Contains("6281500000001", rows[0].TextContent, StringComparison.Ordinal);
            Assert.Contains("In progress", rows[0].TextContent, StringComparison.Ordinal);
        }

        [Fact]
        public async Task A_row_shows_its_last_log_entry_and_leads_to_its_batch_and_its_page()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(237, x => x.Logs = [TaskData.Log(1, 1), TaskData.Log(2, 4, minutes: 1, comment: "已经跟进")]));
            var batch = await Database.AddBatchAsync(1, BatchState.Completed, (x, _) => (x.State, x.TaskId) = (AssignmentState.Assigned, 237));

            var row = OpenGrid().Find(Row);

            Assert.Contains("Remark: 已经跟进", row.TextContent, StringComparison.Ordinal);
            Assert.Equal(["/tasks/237", $"/batches/{batch}"], row.QuerySelectorAll("td a:not(.expander)").Select(x => x.GetAttribute("href")));
        }

        [Fact]
        public async Task A_status_and_a_log_type_that_are_not_documented_show_their_numbers()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1, x => (x.Status, x.Logs) = (7, [TaskData.Log(1, 9)])));

            var row = OpenGrid().Find(Row);

            Assert.Contains("unknown (7)", row.TextContent, StringComparison.Ordinal);
            Assert.Contains("unknown (9)", row.TextContent, StringComparison.Ordinal);
        }

        [Fact]
        public async Task What_it_shows_stands_in_the_address()
        {
            await Database.AddTasksAsync(Enumerable.Range(1, 120).Select(i => TaskData.Mirrored(i, x => x.Status = i % 2)));

            var page = OpenGrid("?status=1&sort=id&page=2");

            Assert.Equal(Enumerable.Range(51, 10).Select(i => $"{i * 2 - 1}"), page.FindAll(Row).Select(x => x.GetAttribute("data-task-id")));
            Assert.Contains("60 tasks", page.Markup, StringComparison.Ordinal);
            Assert.Equal("/tasks?status=1&sort=id", page.Find("a[rel=prev]").GetAttribute("href"));
            Assert.Empty(page.FindAll("a[rel=next]"));
            Assert.Equal("/tasks/export.csv?status=1&sort=id&page=2", page.Find("a[download]").GetAttribute("href"));
        }

        [Fact]
        public async Task A_page_beyond_the_end_shows_the_last_one()
        {
            await Database.AddTasksAsync(Enumerable.Range(1, 60).Select(i => TaskData.Mirrored(i)));

            var page = OpenGrid("?page=9");

            Assert.Equal(10, page.FindAll(Row).Count);
            Assert.Equal("/tasks", page.Find("a[rel=prev]").GetAttribute("href"));
        }

        [Fact]
        public async Task A_column_sorts_and_then_turns_around_from_the_first_page()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1));

            Assert.Equal(
                ["-id", "status", "name", "customer", "phone", "assignee", null, "-lastlog", "-batch"],
                OpenGrid("?page=2").FindAll("thead a.sort").Select(x => x.GetAttribute("href") is "/tasks?sort=created" ? null : x.GetAttribute("href")!.Replace("/tasks?sort=", "", StringComparison.Ordinal)));
            Assert.Equal("/tasks?status=1&sort=-name", OpenGrid("?status=1&sort=name").FindAll("thead a.sort")[2].GetAttribute("href"));
        }

        [Fact]
        public void Before_the_first_task_the_page_says_that_there_are_none_yet()
        {
            var page = OpenGrid();

            Assert.Contains("No tasks yet", page.Find(".empty-state").TextContent, StringComparison.Ordinal);
            Assert.Empty(page.FindAll("[data-testid=tasks-grid]"));
        }

        [Fact]
        public async Task Where_nothing_matches_the_page_says_so_and_offers_to_clear_the_filter()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1));

            var page = OpenGrid("?status=3");

            Assert.Contains("No task matches", page.Find(".empty-state").TextContent, StringComparison.Ordinal);
            Assert.Equal("/tasks", page.Find(".empty-state a").GetAttribute("href"));
        }

        [Fact]
        public async Task Another_filter_on_the_same_page_shows_its_rows()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1), TaskData.Mirrored(2, x => x.Status = 2));
            var page = OpenGrid("?status=1");

            Navigation.NavigateTo("/tasks?status=2");
            page.Render();

            page.WaitForAssertion(() => Assert.Equal("2", Assert.Single(page.FindAll(Row)).GetAttribute("data-task-id")), Generous);
        }

        [Fact]
        public async Task Assignees_that_have_tasks_are_suggested()
        {
            await Database.AddTasksAsync(TaskData.Mirrored(1), TaskData.Mirrored(2, x => x.AssigneeUsername = "incs_2"));

            Assert.Equal(["incs_1", "incs_2"], OpenGrid().FindAll("datalist option").Select(x => x.GetAttribute("value")));
        }

        [Fact]
        public async Task The_freshness_of_the_mirror_is_shown()
        {
            await using (var db = Database.CreateDbContext())
            {
                db.SyncStates.Add(new() { Id = 1, FreshAt = TaskData.Noon, TriedAt = TaskData.Noon });
                await db.SaveChangesAsync();
            }

            Assert.Contains("as of 2026-04-15 12:00:00", OpenGrid().Find("[data-testid=freshness]").TextContent, StringComparison.Ordinal);
        }
    }
}
