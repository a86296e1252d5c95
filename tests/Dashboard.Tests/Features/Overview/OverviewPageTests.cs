using System.Globalization;
using Bunit;
using Dashboard.Data;
using Dashboard.Features.Overview;
using Dashboard.Tests.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Radzen.Blazor.Rendering;

namespace Dashboard.Tests.Features.Overview;

public sealed class OverviewPageTests : ComponentTest, IAsyncLifetime
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);
    private readonly CultureInfo before = CultureInfo.CurrentUICulture;
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        // The container disposes of it.
        Services.AddSingleton<IDbContextFactory<DashboardDb>>(_ => database);
        Services.AddSingleton<OverviewQueries>();
        // The charts ask the browser for their size.
        JSInterop.Setup<Rect>("Radzen.createChart", _ => true).SetResult(new() { Width = 600, Height = 260 });
    }

    protected override ValueTask DisposeAsyncCore()
    {
        CultureInfo.CurrentUICulture = before;
        return base.DisposeAsyncCore();
    }

    [Fact]
    public async Task An_empty_database_shows_zeros_and_what_is_missing_in_words()
    {
        var page = await OpenAsync();

        Assert.Equal(["0", "0", "0", "0", "0"], page.FindAll(".stat-value").Select(x => x.TextContent));
        Assert.Equal(["No task is open.", "No sheet was assigned yet.", "INCS rejected nothing in this range."], page.FindAll("p.muted").Select(x => x.TextContent));
        Assert.Equal("reading tasks for the first time", page.Find(".page-state").TextContent.Trim());
    }

    [Fact]
    public async Task Every_figure_leads_to_its_tasks_in_the_grid()
    {
        await database.AddTasksAsync(Utc(16, 1), 0, 1);
        await database.AddTasksAsync(Utc(16, 1), 1, 2);
        await database.AddTasksAsync(Utc(16, 1), 2, 3);
        await database.AddTasksAsync(Utc(16, 1), 3, 4);
        await database.AddTasksAsync(Utc(15, 1), 2, 5);

        var page = await OpenAsync();

        Assert.Equal(
            [
                "10 created today /tasks?from=2026-04-16&to=2026-04-16", "3 finished today /tasks?status=2&sort=-updated", "4 terminated today /tasks?status=3&sort=-updated",
                "1 not started /tasks?status=0&sort=-updated", "2 in progress /tasks?status=1&sort=-updated",
            ],
            page.FindAll("a.stat").Select(x => $"{x.QuerySelector(".stat-value")!.TextContent} {x.QuerySelector(".stat-label")!.TextContent} {x.GetAttribute("href")}"));
        Assert.Equal(["yesterday 5", "yesterday 5"], page.FindAll("a.stat .caption").Select(x => x.TextContent));
    }

    [Fact]
    public async Task The_days_stand_in_a_table_for_screen_readers_with_links()
    {
        await database.AddTasksAsync(Utc(15, 1), 0, 1);
        await database.AddTasksAsync(Utc(15, 1), 1, 2);
        await database.AddTasksAsync(Utc(15, 1), 2, 3);
        await database.AddTasksAsync(Utc(15, 1), 3, 4);

        var table = (await OpenAsync()).Find("table.visually-hidden");

        Assert.Equal("Tasks by the day they were created", table.QuerySelector("caption")!.TextContent);
        Assert.Equal(["Day", "Finished", "In progress", "Not started", "Terminated"], table.QuerySelectorAll("thead th").Select(x => x.TextContent));
        Assert.Equal(14, table.QuerySelectorAll("tbody tr").Length);
        var row = table.QuerySelectorAll("tbody tr")[^2];
        Assert.Equal(["4-15", "3", "2", "1", "4"], row.Children.Select(x => x.TextContent));
        Assert.Equal("/tasks?from=2026-04-15&to=2026-04-15", row.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_assignees_stand_in_a_table_for_screen_readers_with_links()
    {
        await database.AddTasksAsync(Utc(16, 1), 0, 2, "mei & co");
        await database.AddTasksAsync(Utc(16, 1), 1, 3, "mei & co");

        var table = (await OpenAsync()).FindAll("table.visually-hidden")[1];

        Assert.Equal("Open tasks by assignee", table.QuerySelector("caption")!.TextContent);
        Assert.Equal(["mei & co", "3", "2"], table.QuerySelector("tbody tr")!.Children.Select(x => x.TextContent));
        Assert.Equal("/tasks?assignee=mei%20%26%20co&status=0,1", table.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_drawn_charts_are_hidden_from_screen_readers()
    {
        await database.AddTasksAsync(Utc(16, 1));

        Assert.Equal(["true", "true"], (await OpenAsync()).FindAll(".chart").Select(x => x.GetAttribute("aria-hidden")));
    }

    [Theory]
    [InlineData("/", 14)]
    [InlineData("/?days=7", 7)]
    [InlineData("/?days=30", 30)]
    [InlineData("/?days=365", 14)]
    [InlineData("/?days=week", 14)]
    [InlineData("/?days=", 14)]
    public async Task The_range_stands_in_the_address(string address, int days)
    {
        var page = await OpenAsync(address);

        Assert.Equal(days, page.FindAll("table.visually-hidden tbody tr").Count);
        Assert.Equal($"{days} days", page.Find(".chip[aria-current=true]").TextContent);
        Assert.Equal(["/?days=7", "/", "/?days=30"], page.FindAll(".chip").Select(x => x.GetAttribute("href")));
    }

    [Fact]
    public async Task A_batch_shows_its_shares_and_leads_to_its_page()
    {
        var id = await database.AddBatchAsync(8, BatchState.Running, (x, i) => x.State = i switch
        {
            < 4 => AssignmentState.Assigned, 4 => AssignmentState.Rejected, 5 => AssignmentState.Unknown, _ => AssignmentState.Pending,
        });

        var batch = (await OpenAsync()).Find("a.batch");

        Assert.Equal($"/batches/{id}", batch.GetAttribute("href"));
        Assert.Equal(("sheet.csv", "Running · 4 of 8 assigned"), (batch.QuerySelector(".batch-name")!.TextContent, batch.QuerySelector(".caption")!.TextContent));
        Assert.Equal(["width:50%", "width:12.5%", "width:12.5%"], batch.QuerySelectorAll(".progress-part").Select(x => x.GetAttribute("style")));
    }

    [Fact]
    public async Task A_share_has_a_point_in_every_language()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        await database.AddBatchAsync(8, change: (x, i) => x.State = i == 0 ? AssignmentState.Assigned : AssignmentState.Pending);

        var page = await OpenAsync();
        CultureInfo.CurrentCulture = culture;

        Assert.Equal("width:12.5%", page.Find(".progress-part").GetAttribute("style"));
    }

    [Fact]
    public async Task Rejections_show_their_reasons_in_words()
    {
        await database.AddBatchAsync(6, BatchState.Completed, (x, i) =>
            (x.State, x.Reason, x.ChangedAt) = (AssignmentState.Rejected, i switch { 0 => null, < 3 => "Assignee does not exist.", _ => AssignmentReasons.OpenTask }, Utc(16, 1)));

        var reasons = (await OpenAsync()).FindAll(".reasons li");

        Assert.Equal(
            ["3 The customer has a task that is not finished", "2 Assignee does not exist.", "1 No reason given"],
            reasons.Select(x => $"{x.QuerySelector(".badge span")!.TextContent} {x.LastElementChild!.TextContent}"));
    }

    [Theory]
    [InlineData(null, "tasks as of 2026-04-16 08:00:00")]
    [InlineData("INCS can't be reached.", "INCS does not answer; tasks as of 2026-04-16 08:00:00")]
    public async Task The_header_says_how_fresh_the_tasks_are(string? error, string text)
    {
        await using (var db = database.CreateDbContext())
        {
            db.SyncStates.Add(new SyncState { Id = 1, FreshAt = Utc(16, 8), Error = error });
            await db.SaveChangesAsync();
        }

        Assert.Equal(text, (await OpenAsync()).Find(".page-state").TextContent.Trim());
    }

    [Fact]
    public async Task It_speaks_Chinese()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

        Assert.Equal(["今日新建", "今日完成", "今日终止", "未开始", "进行中"], (await OpenAsync()).FindAll(".stat-label").Select(x => x.TextContent));
    }

    private static DateTimeOffset Utc(int day, int hour) => new(2026, 4, day, hour, 0, 0, TimeSpan.Zero);

    private async Task<IRenderedComponent<OverviewPage>> OpenAsync(string address = "/")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render<OverviewPage>();
        await page.WaitForStateAsync(() => page.FindAll(".skeleton").Count == 0, Generous);
        return page;
    }
}
