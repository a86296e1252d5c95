using Bunit;
using Dashboard.Auth;
using Dashboard.Features.Tasks;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>What the grid itself does: columns, selection, logs below rows.</summary>
public sealed class TaskGridTests : TaskComponentTest
{
    private const string Row = "[data-testid=task-row]";

    [Fact]
    public async Task It_shows_the_columns_of_the_address_in_their_order_and_width()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1));

        var page = OpenGrid("?cols=name:300,id,auth_id&density=compact");

        Assert.Equal(["name", "id", "auth_id"], page.FindAll("th[data-column]").Select(x => x.GetAttribute("data-column")));
        Assert.Equal("width:300px", page.Find("col[data-col=name]").GetAttribute("style"));
        Assert.Equal(["task 1", "1", "30058"], page.FindAll(Row + " td[data-label]").Select(x => x.TextContent.Trim()));
        Assert.NotNull(page.Find(".grid-frame.compact"));
    }

    [Fact]
    public async Task A_removed_customer_is_told_in_place_of_blanks()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1, x => (x.UserName, x.UserPhone, x.PurgedAt) = ("", "", TaskData.Noon)));

        var page = OpenGrid("?cols=id,customer,phone");

        Assert.Equal(["1", "Removed", "–"], page.FindAll(Row + " td[data-label]").Select(x => x.TextContent.Trim()));
    }

    [Fact]
    public async Task A_dragged_edge_or_header_is_a_new_address_that_reads_no_rows()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1));
        var page = OpenGrid("?cols=id,name&status=1");
        var grid = page.FindComponent<TaskGrid>();
        var asked = Held.Asked;

        await grid.InvokeAsync(() => grid.Instance.ResizeColumn("name", 222));
        Assert.EndsWith("?status=1&cols=id,name:222", Uri.UnescapeDataString(Navigation.Uri), StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal("width:222px", page.Find("col[data-col=name]").GetAttribute("style")), Generous);
        await grid.InvokeAsync(() => grid.Instance.MoveColumn("name", "id"));

        page.WaitForAssertion(() => Assert.Equal(["name", "id"], page.FindAll("th[data-column]").Select(x => x.GetAttribute("data-column"))), Generous);
        Assert.Equal(asked, Held.Asked);
    }

    [Fact]
    public async Task Columns_are_shown_hidden_and_moved_by_buttons_too()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1));
        var page = OpenGrid("?cols=id,name");

        await page.FindAll(".columns li input[type=checkbox]")[1].ChangeAsync(new ChangeEventArgs { Value = false });
        page.WaitForAssertion(() => Assert.Equal(["id"], page.FindAll("th[data-column]").Select(x => x.GetAttribute("data-column"))), Generous);
        await page.Find(".columns .layout .button").ClickAsync(new MouseEventArgs());

        page.WaitForAssertion(() => Assert.Equal(9, page.FindAll("th[data-column]").Count), Generous);
    }

    [Fact]
    public async Task The_order_is_told_to_those_who_do_not_see_the_arrow()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1));

        Assert.Equal("descending", OpenGrid("?sort=-name").Find("th[data-column=name]").GetAttribute("aria-sort"));
        Assert.Equal("ascending", OpenGrid("?sort=id").Find("th[data-column=id]").GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task A_log_below_its_row_stands_in_the_address_and_follows_the_task()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1, x => x.Logs = [TaskData.Log(11, 1)]), TaskData.Mirrored(2));
        var page = OpenGrid();
        Assert.Equal("/tasks?open=1", page.Find($"{Row}[data-task-id=\"1\"] .expander").GetAttribute("href"));

        Navigation.NavigateTo("/tasks?open=1");

        page.WaitForAssertion(() => Assert.Equal("11", page.Find(".log-row [data-log-id]").GetAttribute("data-log-id")), Generous);
        Assert.Equal("/tasks", page.Find($"{Row}[data-task-id=\"1\"] .expander").GetAttribute("href"));
    }

    [Fact]
    public async Task Selected_rows_are_named_with_what_can_be_done_to_them_and_stay_selected_on_other_pages()
    {
        await Database.AddTasksAsync(Enumerable.Range(1, 60).Select(i => TaskData.Mirrored(i)));
        var page = OpenGrid("?sort=id");

        await Box(page, 3).ClickAsync(new MouseEventArgs());
        await Box(page, 6).ClickAsync(new MouseEventArgs { ShiftKey = true });
        Navigation.NavigateTo("/tasks?sort=id&page=2");
        page.WaitForAssertion(() => Assert.NotNull(page.Find($"{Row}[data-task-id=\"51\"]")), Generous);

        var bar = page.Find("[data-testid=selection]");
        Assert.Contains("4 selected", bar.TextContent, StringComparison.Ordinal);
        Assert.Equal("3\n4\n5\n6", bar.QuerySelector("#picked-ids")!.TextContent);
        Assert.Contains("/tasks?ids=3,4,5,6", bar.QuerySelectorAll("a").Select(x => Uri.UnescapeDataString(x.GetAttribute("href")!)));
        await page.Find("[data-testid=selection] button:last-child").ClickAsync(new MouseEventArgs());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=selection]")), Generous);
    }

    [Fact]
    public async Task The_box_above_selects_the_page()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1), TaskData.Mirrored(2));
        var page = OpenGrid();

        await page.Find("th.cell-pick input").ChangeAsync(new ChangeEventArgs { Value = true });
        Assert.Contains("2 selected", page.Find("[data-testid=selection]").TextContent, StringComparison.Ordinal);
        await page.Find("th.cell-pick input").ChangeAsync(new ChangeEventArgs { Value = false });

        Assert.Empty(page.FindAll("[data-testid=selection]"));
    }

    [Fact]
    public async Task The_pages_tasks_are_read_from_INCS_when_asked_for()
    {
        Rig.Create(2);
        await Rig.PassAsync();
        await Database.AddTasksAsync();
        var page = OpenGrid();
        var requests = Rig.Requests.Count;

        await page.Find("button[title^='Read this page']").ClickAsync(new MouseEventArgs());

        Assert.Equal(["1", "2"], Rig.Requests.Skip(requests).Select(x => x["task_id"]).Order());
    }

    private static AngleSharp.Dom.IElement Box(IRenderedComponent<TasksPage> page, long id) => page.Find($"{Row}[data-task-id=\"{id}\"] .cell-pick input");
}

/// <summary>For somebody who may not export.</summary>
public sealed class TaskGridForViewerTests() : TaskComponentTest(Roles.Viewer)
{
    [Fact]
    public async Task A_selection_offers_no_export()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1));
        var page = OpenGrid();

        await page.Find("td.cell-pick input").ClickAsync(new MouseEventArgs());

        Assert.DoesNotContain("export.csv", page.Markup, StringComparison.Ordinal);
    }
}
