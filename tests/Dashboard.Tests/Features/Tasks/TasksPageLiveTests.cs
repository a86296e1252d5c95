using Bunit;
using Dashboard.Features.Tasks;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>What an open grid does while INCS moves.</summary>
public sealed class TasksPageLiveTests : TaskComponentTest
{
    private const string Row = "[data-testid=task-row]";

    [Fact]
    public async Task A_changed_row_changes_and_is_marked()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1), TaskData.Mirrored(2));
        var page = OpenGrid();

        await ChangeAsync(1, 2, told: 1);

        page.WaitForAssertion(() => Assert.Equal(["1"], page.FindAll(Row + ".row-changed[data-status=\"2\"]").Select(x => x.GetAttribute("data-task-id"))), Generous);
    }

    [Fact]
    public async Task A_mark_goes_after_a_moment()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1));
        var page = OpenGrid();
        await ChangeAsync(1, 2, told: 1);
        page.WaitForElement(Row + ".row-changed", Generous);

        Rig.Time.Advance(TimeSpan.FromSeconds(3));
        Time.Advance(TimeSpan.FromSeconds(3));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(Row + ".row-changed")), Generous);
    }

    [Fact]
    public async Task New_tasks_are_counted_and_move_nothing_until_they_are_asked_for()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1));
        var page = OpenGrid();

        await Database.AddTasksAsync(TaskData.Mirrored(2), TaskData.Mirrored(3));
        Rig.Feed.Publish(new(new HashSet<long> { 2, 3 }), null);

        page.WaitForAssertion(() => Assert.Contains("2 new tasks", page.Find("[data-testid=tasks-new]").TextContent, StringComparison.Ordinal), Generous);
        Assert.Contains("3 tasks", page.Markup, StringComparison.Ordinal);
        Assert.Equal("1", Assert.Single(page.FindAll(Row)).GetAttribute("data-task-id"));
        await page.ClickOnAsync("[data-testid=tasks-new]");
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(Row).Count), Generous);
        Assert.Empty(page.FindAll("[data-testid=tasks-new]"));
    }

    [Fact]
    public async Task New_tasks_that_do_not_match_are_not_counted()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1), TaskData.Mirrored(9));
        var page = OpenGrid("?status=1");

        await Database.AddTasksAsync(TaskData.Mirrored(2, x => x.Status = 2));
        await ChangeAsync(1, 1, told: [2]);
        await ChangeAsync(9, 2, told: [9]);

        page.WaitForAssertion(() => Assert.Equal("2", Status(page, 9)), Generous);
        Assert.Empty(page.FindAll("[data-testid=tasks-new]"));
    }

    [Fact]
    public async Task An_empty_grid_shows_the_first_tasks_by_itself()
    {
        var page = OpenGrid();

        await Database.AddTasksAsync(TaskData.Mirrored(1));
        Rig.Feed.Publish(new(new HashSet<long> { 1 }), null);

        page.WaitForAssertion(() => Assert.Single(page.FindAll(Row)), Generous);
    }

    [Fact]
    public async Task A_row_that_no_longer_matches_changes_where_it_stands_and_counts_no_more()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1), TaskData.Mirrored(2));
        var page = OpenGrid("?status=1");

        await ChangeAsync(1, 2, told: 1);

        page.WaitForAssertion(() => Assert.Equal("2", Status(page, 1)), Generous);
        Assert.Equal(2, page.FindAll(Row).Count);
        Assert.Contains("1 tasks", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_grids_do_not_ask_the_database_for_what_has_changed()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1), TaskData.Mirrored(2));
        var pages = Enumerable.Range(0, 12).Select(_ => OpenGrid()).ToList();
        var asked = Held.Asked;

        await ChangeAsync(1, 2, told: 1);
        Assert.All(pages, page => page.WaitForAssertion(() => Assert.Equal("2", Status(page, 1)), Generous));

        // The index has read the task and the feed its row, once for the whole server.
        Assert.Equal(asked, Held.Asked);
    }

    [Fact]
    public async Task Paused_nothing_moves_until_it_goes_on()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1, x => x.Logs = [TaskData.Log(11, 1)]));
        var page = OpenGrid("?task=1");
        var pause = page.Find("button[aria-pressed]");

        await pause.ClickAsync(new MouseEventArgs());
        await ChangeAsync(1, 2, told: 1);
        page.WaitForAssertion(() => Assert.Contains("Changes waiting: 1", page.Markup, StringComparison.Ordinal), Generous);
        Assert.Equal(("1", "true"), (Status(page, 1), page.Find("button[aria-pressed]").GetAttribute("aria-pressed")));
        await page.ClickOnAsync("button[aria-pressed]");

        page.WaitForAssertion(() => Assert.Equal("2", Status(page, 1)), Generous);
        page.WaitForAssertion(() => Assert.Contains("Finished", page.Find("aside").TextContent, StringComparison.Ordinal), Generous);
    }

    [Fact]
    public async Task A_page_that_was_left_reads_no_more()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1));
        var page = OpenGrid();
        var renders = page.RenderCount;
        await DisposeComponentsAsync();

        await ChangeAsync(1, 2, told: 1);
        OpenGrid();

        Assert.Equal(renders, page.RenderCount);
    }

    [Fact]
    public async Task Rows_that_come_late_do_not_replace_those_of_the_filter_chosen_since()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1), TaskData.Mirrored(2, x => x.Status = 2));
        var page = OpenGrid("?status=1");
        var late = Held.HoldNext();
        Navigation.NavigateTo("/tasks?status=1&sort=id");
        Navigation.NavigateTo("/tasks?status=2");
        page.WaitForAssertion(() => Assert.Equal("2", Assert.Single(page.FindAll(Row)).GetAttribute("data-task-id")), Generous);
        var renders = page.RenderCount;
        late.SetResult();
        page.WaitForState(() => page.RenderCount > renders, Generous);

        Assert.Equal("2", Assert.Single(page.FindAll(Row)).GetAttribute("data-task-id"));
    }

    [Fact]
    public async Task The_address_opens_a_panel_with_the_facts_and_the_log()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1, x => (x.Status, x.Logs) = (7, [TaskData.Log(11, 1), TaskData.Log(12, 9, minutes: 1)])), TaskData.Mirrored(2));

        var page = OpenGrid("?task=1");

        var panel = page.Find("aside");
        Assert.Contains("unknown (7)", panel.TextContent, StringComparison.Ordinal);
        Assert.Equal(["1", "9"], panel.QuerySelectorAll("[data-testid=task-log] [data-log-id]").Select(x => x.GetAttribute("data-log-type")));
        Assert.Equal("1", page.Find(Row + "[aria-selected=true]").GetAttribute("data-task-id"));
    }

    [Fact]
    public async Task A_panel_opens_and_closes_without_reading_the_rows_again()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1), TaskData.Mirrored(2));
        var page = OpenGrid("?status=1&sort=id");
        var asked = Held.Asked;

        await page.ClickOnAsync(Row + " [data-open]");
        Assert.EndsWith("/tasks?status=1&sort=id&task=1", Navigation.Uri, StringComparison.Ordinal);
        page.WaitForElement("aside", Generous);
        Assert.Equal(asked + 1, Held.Asked);
        await page.ClickOnAsync("aside .icon-button");

        Assert.EndsWith("/tasks?status=1&sort=id", Navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("aside")), Generous);
    }

    [Fact]
    public async Task An_open_panel_follows_its_task()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1));
        var page = OpenGrid("?task=1");

        await ChangeAsync(1, 3, told: 1);

        page.WaitForAssertion(() => Assert.Contains("Terminated", page.Find("aside").TextContent, StringComparison.Ordinal), Generous);
    }

    [Theory, InlineData("4711"), InlineData("x")]
    public async Task A_panel_of_a_task_that_is_not_known_stays_closed(string id)
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1));

        var page = OpenGrid("?task=" + id);

        Assert.Single(page.FindAll(Row));
        Assert.Empty(page.FindAll("aside"));
    }

    private static string? Status(IRenderedComponent<TasksPage> page, long id) => page.Find($"{Row}[data-task-id=\"{id}\"]").GetAttribute("data-status");
}
