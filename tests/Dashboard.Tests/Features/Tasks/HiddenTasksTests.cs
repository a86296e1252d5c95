using Bunit;
using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>The task pages of a Manager who hides personal data.</summary>
public sealed class HiddenTasksTests() : TaskComponentTest(Roles.Manager, hides: true)
{
    private const string Phone = "6281597531864", Other = "6281597531865";

    [Fact]
    public async Task The_grid_shows_exactly_the_phone_that_was_clicked()
    {
        await AddAsync();
        var page = OpenGrid();
        Assert.Equal(["Show phone 6281****1864", "Show phone 6281****1865", "Show remark Remark: call ****"], page.FindAll("[data-testid=unmask]").Select(x => x.GetAttribute("aria-label")).Order());
        Assert.DoesNotContain("59753", page.Markup, StringComparison.Ordinal);

        await page.ClickOnAsync("tr[data-task-id=\"7\"] td.cell-phone button");

        Assert.Equal(Phone, page.Find("tr[data-task-id=\"7\"] td.cell-phone").TextContent);
        Assert.Equal("6281****1865", page.Find("tr[data-task-id=\"8\"] td.cell-phone span").TextContent);
        Assert.DoesNotContain("call 0815", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["personal.unmask task 7 value=phone"], await EntriesAsync());
    }

    [Fact]
    public async Task The_panel_shows_it_too_without_another_entry()
    {
        await AddAsync();
        var page = OpenGrid("?task=7");

        await page.ClickOnAsync("aside.panel [data-phone]");

        Assert.Contains(Phone, page.Find("aside.panel").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(Phone, page.Find("tr[data-task-id=\"7\"] td.cell-phone").TextContent));
        Assert.Single(await EntriesAsync());
    }

    [Fact]
    public async Task A_row_that_changes_meanwhile_goes_on_showing_it()
    {
        await AddAsync();
        var page = OpenGrid();
        await page.ClickOnAsync("tr[data-task-id=\"7\"] td.cell-phone button");

        await ChangeAsync(7, 2, 7);

        page.WaitForAssertion(() => Assert.Equal("2", page.Find("tr[data-task-id=\"7\"]").GetAttribute("data-status")), Generous);
        Assert.Equal(Phone, page.Find("tr[data-task-id=\"7\"] td.cell-phone").TextContent);
    }

    [Fact]
    public async Task A_remark_with_a_number_shows_by_a_click_and_no_address_holds_the_phone()
    {
        await AddAsync();
        await Database.AddTasksAsync(TaskData.Mirrored(9, x => x.UserPhone = Phone));
        var page = OpenTask(7);
        Assert.DoesNotContain("59753", page.Markup, StringComparison.Ordinal);
        Assert.Equal("Remark: call ****", page.Find("[data-log-type=\"4\"] button span").TextContent);

        await page.ClickOnAsync("[data-log-type=\"4\"] button");

        Assert.Equal("Remark: call 0815 9753 1864", page.Find("[data-log-type=\"4\"] .entry span").TextContent);
        Assert.DoesNotContain(Phone, page.Markup, StringComparison.Ordinal);
        Assert.Equal(["personal.unmask task 7 value=remark; log=71"], await EntriesAsync());
    }

    private Task AddAsync() => Database.AddTasksAsync(
        TaskData.Mirrored(7, x => (x.UserPhone, x.Logs) = (Phone, [TaskData.Log(71, 4, assignee: "incs_1", comment: "call 0815 9753 1864")])),
        TaskData.Mirrored(8, x => (x.UserPhone, x.Logs) = (Other, [TaskData.Log(81, 4, assignee: "incs_1", comment: "Sent the link")])));

    private async Task<List<string>> EntriesAsync()
    {
        await using var db = Database.CreateDbContext();
        return await db.AuditEntries.Select(x => $"{x.Action} {x.Target} {x.Detail}").ToListAsync(Xunit.TestContext.Current.CancellationToken);
    }
}

/// <summary>The grid of a Manager who does not.</summary>
public sealed class ShownTasksTests() : TaskComponentTest(Roles.Manager)
{
    [Fact]
    public async Task A_row_has_no_component_for_its_phone_or_its_remark()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(7, x => x.Logs = [TaskData.Log(71, 4, comment: "call 6281597531864")]));

        var page = OpenGrid();

        Assert.Empty(page.FindComponents<Personal>());
        Assert.Contains("call 6281597531864", page.Markup, StringComparison.Ordinal);
    }
}
