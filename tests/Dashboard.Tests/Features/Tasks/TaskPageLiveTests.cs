using AngleSharp.Dom;
using Bunit;
using Dashboard.Features.Tasks;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>What an open task page does while INCS moves, and when it is asked to look.</summary>
public sealed class TaskPageLiveTests : TaskComponentTest
{
    [Fact]
    public async Task A_change_of_the_task_shows_by_itself()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1), TaskData.Mirrored(2));
        var page = OpenTask(1);
        var asked = Held.Asked;

        await ChangeAsync(2, 2, told: 2);
        Assert.Equal(asked, Held.Asked);
        await ChangeAsync(1, 2, told: 1);

        page.WaitForAssertion(() => Assert.Equal("Finished", Status(page)), Generous);
    }

    [Fact]
    public async Task A_task_that_is_not_known_is_looked_up_in_INCS()
    {
        Rig.Create(1);
        var page = OpenTask(1);
        Assert.Contains("Task 1 is not known here", page.Find(".empty-state").TextContent, StringComparison.Ordinal);

        await page.ClickOnAsync(".empty-state button");

        page.WaitForAssertion(() => Assert.Equal("task 0", page.Find("h1").TextContent), Generous);
        Assert.NotEmpty(page.FindAll("[data-log-id]"));
    }

    [Fact]
    public async Task A_task_that_INCS_does_not_have_either_stays_not_known()
    {
        var page = OpenTask(4711);

        await page.ClickOnAsync(".empty-state button");

        page.WaitForAssertion(() => Assert.Contains("INCS has no task 4711.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Generous);
        Assert.NotNull(page.Find(".empty-state"));
    }

    [Fact]
    public async Task A_refresh_says_that_nothing_has_changed()
    {
        Rig.Create(1);
        await Rig.PassAsync();
        var page = OpenTask(1);

        await Refresh(page).ClickAsync(new MouseEventArgs());

        page.WaitForAssertion(() => Assert.Equal("Read just now: nothing has changed.", page.Find("[data-testid=task-refreshed] div").TextContent), Generous);
    }

    [Fact]
    public async Task A_refresh_says_that_something_has_changed()
    {
        Rig.Create(1);
        await Rig.PassAsync();
        await using (var db = Database.CreateDbContext()) await db.Tasks.ExecuteUpdateAsync(set => set.SetProperty(x => x.Name, "as it was"));
        var page = OpenTask(1);

        await Refresh(page).ClickAsync(new MouseEventArgs());

        page.WaitForAssertion(() => Assert.Equal("Read just now: it has changed.", page.Find("[data-testid=task-refreshed] div").TextContent), Generous);
        Assert.Equal("task 0", page.Find("h1").TextContent);
    }

    [Fact]
    public async Task Refreshing_shows_what_INCS_has_now_and_when_it_was_read()
    {
        Rig.Create(1);
        await Rig.PassAsync();
        var page = OpenTask(1);
        Time.Advance(TimeSpan.FromDays(30));
        Rig.Time.Advance(TimeSpan.FromDays(30));

        await Refresh(page).ClickAsync(new MouseEventArgs());

        page.WaitForAssertion(() => Assert.Contains("read just now", page.Find("header").TextContent, StringComparison.Ordinal), Generous);
        Assert.Contains(Status(page), new[] { "Finished", "Terminated" });
    }

    [Fact]
    public async Task An_outage_is_said_and_the_task_stays()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1));
        var page = OpenTask(1);
        Rig.Sandbox.Settings.OutageUntil = DateTimeOffset.MaxValue;

        await Refresh(page).ClickAsync(new MouseEventArgs());

        page.WaitForAssertion(() => Assert.Contains("The connection to INCS broke.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Generous);
        Assert.Equal("task 1", page.Find("h1").TextContent);
        Assert.False(Refresh(page).HasAttribute("disabled"));
    }

    private static IElement Refresh(IRenderedComponent<TaskPage> page) => page.FindAll("header button").Single(x => x.TextContent.Contains("Refresh now", StringComparison.Ordinal));

    private static string Status(IRenderedComponent<TaskPage> page) => page.Find("dl.facts .badge > span").TextContent;
}
