using System.Globalization;
using Bunit;
using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Features.Overview;
using Dashboard.Shared;
using Dashboard.Tests.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
        Services.AddSingleton<TaskIndexSource>();
        Services.AddSingleton<OverviewQueries>();
        Services.AddOptions<TasksOptions>();
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
        Assert.Equal(
            ["Nothing is stale.", "Nobody has tasks in this range.", "No sheet was assigned yet.", "INCS rejected nothing in this range."],
            page.FindAll(".card > p.muted").Select(x => x.TextContent));
        Assert.Equal("reading tasks for the first time", page.Find(".page-state").TextContent.Trim());
    }

    [Fact]
    public async Task Every_tile_leads_to_its_tasks_in_the_grid()
    {
        await database.AddTasksAsync(Utc(16, 1), 0, 1);
        await database.AddTasksAsync(Utc(16, 1), 1, 2);
        await database.AddTasksAsync(Utc(16, 1), 2, 3);
        await database.AddTasksAsync(Utc(16, 1), 3, 4);
        await database.AddTasksAsync(Utc(1, 1), 0, 5);
        await database.AddTasksAsync(Utc(9, 1), 2, 4);

        var page = await OpenAsync("/?days=7&auth_id=30058");

        Assert.Equal(
            [
                "10 created /tasks?from=2026-04-10&to=2026-04-16&auth_id=30058", "3 finished /tasks?status=2&updated_from=2026-04-10&updated_to=2026-04-16&sort=-updated&auth_id=30058",
                "4 terminated /tasks?status=3&updated_from=2026-04-10&updated_to=2026-04-16&sort=-updated&auth_id=30058",
                "8 open now /tasks?status=0,1&sort=-updated&auth_id=30058", "5 stale now /tasks?quiet_longer=48h&auth_id=30058",
            ],
            page.FindAll("a.stat").Select(x => $"{x.QuerySelector(".stat-value")!.TextContent} {x.QuerySelector(".stat-label")!.TextContent} {x.GetAttribute("href")}"));
        Assert.Equal(["▲ 150 % from 4", "▼ 25 % from 4", "none before", "5 at the start", "no log entry for 48 h"], page.FindAll("a.stat .caption").Select(x => x.TextContent.Trim()));
    }

    [Theory]
    [InlineData(3, 3, "as before")]
    [InlineData(3, 0, "none before")]
    [InlineData(30, 3, "▲ from 3")]
    [InlineData(29, 3, "▲ 867 % from 3")]
    [InlineData(1, 2, "▼ 50 % from 2")]
    [InlineData(199, 200, "▼ 0.5 % from 200")]
    [InlineData(3, null, "no tasks from before to compare with")]
    public void A_change_stands_in_words(int now, int? was, string words) => Assert.Equal(words, Render<Change>(p => p.Add(x => x.Of, new(now, was))).Find("span").TextContent);

    [Fact]
    public async Task Where_no_task_is_as_old_as_the_days_before_nothing_is_compared()
    {
        await database.AddTasksAsync(Utc(16, 1));
        await database.AddTasksAsync(Utc(4, 0));

        Assert.All((await OpenAsync("/?days=7")).FindAll("a.stat .caption").Take(4), x => Assert.Equal("no tasks from before to compare with", x.TextContent.Trim()));
    }

    [Fact]
    public async Task The_days_stand_in_a_table_for_screen_readers_with_links_for_each_status()
    {
        await database.AddTasksAsync(Utc(15, 1), 0, 1);
        await database.AddTasksAsync(Utc(15, 1), 1, 2);
        await database.AddTasksAsync(Utc(15, 1), 2, 3);
        await database.AddTasksAsync(Utc(15, 1), 3, 4);

        var table = (await OpenAsync()).Find("[data-testid=chart-days] table.visually-hidden");

        Assert.Equal("Tasks by the day they were created", table.QuerySelector("caption")!.TextContent);
        Assert.Equal(["Day", "Created", "Terminated", "Not started", "In progress", "Finished"], table.QuerySelectorAll("thead th").Select(x => x.TextContent));
        Assert.Equal(14, table.QuerySelectorAll("tbody tr").Length);
        var row = table.QuerySelectorAll("tbody tr")[^2];
        Assert.Equal(["2026-04-15", "10", "4", "1", "2", "3"], row.Children.Select(x => x.TextContent));
        Assert.Equal("/tasks?status=2&from=2026-04-15&to=2026-04-15", row.QuerySelectorAll("a")[^1].GetAttribute("href"));
    }

    [Fact]
    public async Task A_bar_leads_to_its_tasks_and_is_hidden_from_screen_readers_and_the_tab_key()
    {
        await database.AddTasksAsync(Utc(15, 1), 1, 2);

        var page = await OpenAsync();

        var bar = page.Find("[data-testid=chart-days] [aria-hidden=true] a.part");
        Assert.Equal(("/tasks?status=1&from=2026-04-15&to=2026-04-15", "-1", "04-15 · In progress: 2"), (bar.GetAttribute("href"), bar.GetAttribute("tabindex"), bar.GetAttribute("title")));
    }

    [Fact]
    public async Task A_chart_can_be_shown_as_a_table()
    {
        var page = await OpenAsync();
        var toggle = page.Find("[data-testid=chart-days] button");
        Assert.Equal("false", toggle.GetAttribute("aria-pressed"));

        await toggle.ClickAsync(new());

        Assert.Equal("true", page.Find("[data-testid=chart-days] button").GetAttribute("aria-pressed"));
        Assert.Empty(page.FindAll("[data-testid=chart-days] .columns"));
        Assert.Equal(14, page.FindAll("[data-testid=chart-days] table:not(.visually-hidden) tbody tr").Count);
    }

    [Fact]
    public async Task An_undocumented_status_has_a_part_of_its_own_and_counts_as_open()
    {
        await database.AddTasksAsync(Utc(15, 1), 9, 2);

        var page = await OpenAsync();

        Assert.Equal("/tasks?status=9&from=2026-04-15&to=2026-04-15", page.Find("a.part.fill-violet").GetAttribute("href"));
        Assert.Equal("/tasks?status=0,1,9&sort=-updated", page.FindAll("a.stat")[3].GetAttribute("href"));
    }

    [Fact]
    public async Task Open_tasks_stand_by_their_age()
    {
        await database.AddTasksAsync(Time.GetUtcNow().AddMinutes(-30), 0, 1);
        await database.AddTasksAsync(Time.GetUtcNow().AddHours(-2), 0, 2);
        await database.AddTasksAsync(Time.GetUtcNow().AddDays(-40), 1, 3);

        var rows = (await OpenAsync()).FindAll("[data-testid=chart-ages] tr");

        Assert.Equal(
            [
                "under 1 hour 1 /tasks?open_shorter=1h", "1 hour to 1 day 2 /tasks?open_longer=1h&open_shorter=1d", "1 to 3 days 0 /tasks?open_longer=1d&open_shorter=3d",
                "3 to 7 days 0 /tasks?open_longer=3d&open_shorter=7d", "7 to 30 days 0 /tasks?open_longer=7d&open_shorter=30d", "over 30 days 3 /tasks?open_longer=30d",
            ],
            rows.Select(x => $"{x.Children[0].TextContent} {x.Children[1].TextContent.Trim()} {x.QuerySelector("a")!.GetAttribute("href")}"));
    }

    [Fact]
    public async Task Stale_work_stands_by_assignee_most_first()
    {
        await database.AddTasksAsync(Utc(1, 1), 0, 2, "mei & co");
        await database.AddTasksAsync(Utc(1, 1), 1, 3, "incs_2");
        await database.AddTasksAsync(Utc(16, 1), 1, 9, "incs_3");

        var links = (await OpenAsync()).FindAll("[data-testid=chart-stale] td.num a");

        Assert.Equal(["3 /tasks?assignee=incs_2&quiet_longer=48h", "2 /tasks?assignee=mei%20%26%20co&quiet_longer=48h"], links.Select(x => $"{x.TextContent} {x.GetAttribute("href")}"));
    }

    [Theory]
    [InlineData("/", "incs_2 incs_1 incs_3", "-open")]
    [InlineData("/?sort=assignee", "incs_1 incs_2 incs_3", "assignee")]
    [InlineData("/?sort=-assignee", "incs_3 incs_2 incs_1", "-assignee")]
    [InlineData("/?sort=-rate", "incs_3 incs_1 incs_2", "-rate")]
    [InlineData("/?sort=created", "incs_3 incs_1 incs_2", "created")]
    [InlineData("/?sort=nothing", "incs_2 incs_1 incs_3", "-open")]
    public async Task Assignees_are_sorted_as_the_address_says(string address, string order, string sort)
    {
        await database.AddTasksAsync(Utc(16, 1), 0, 2, "incs_1");
        await database.AddTasksAsync(Utc(16, 1), 2, 1, "incs_1");
        await database.AddTasksAsync(Utc(16, 1), 1, 4, "incs_2");
        await database.AddTasksAsync(Utc(16, 1), 2, 1, "incs_3");

        var page = await OpenAsync(address);

        Assert.Equal(order, string.Join(' ', page.FindAll("[data-assignee]").Select(x => x.GetAttribute("data-assignee"))));
        Assert.Equal(sort.StartsWith('-') ? "descending" : "ascending", page.FindAll("th[aria-sort]").Single().GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task An_assignees_figures_lead_to_their_tasks()
    {
        await database.AddTasksAsync(Utc(16, 1), 0, 1, "mei");
        await database.AddTasksAsync(Utc(16, 1), 2, 3, "mei");
        await database.AddTasksAsync(Utc(1, 1), 0, 5, "mei");

        var links = (await OpenAsync()).FindAll("[data-assignee=mei] a");

        Assert.Equal(
            [
                "4 /tasks?assignee=mei&from=2026-04-03&to=2026-04-16", "75 % /tasks?status=2&assignee=mei&from=2026-04-03&to=2026-04-16", "6 /tasks?status=0,1&assignee=mei",
                "5 /tasks?assignee=mei&quiet_longer=48h",
            ],
            links.Select(x => $"{x.TextContent} {x.GetAttribute("href")}"));
    }

    [Fact]
    public async Task Many_assignees_are_shown_when_asked_for()
    {
        for (var i = 0; i < 12; i++) await database.AddTasksAsync(Utc(16, 1), 0, 1, $"incs_{i}");
        var page = await OpenAsync();
        Assert.Equal(10, page.FindAll("[data-assignee]").Count);

        await page.Find("button.more").ClickAsync(new());

        Assert.Equal(12, page.FindAll("[data-assignee]").Count);
    }

    [Theory]
    [InlineData("/", 14, "14 days")]
    [InlineData("/?days=1", 1, "Today")]
    [InlineData("/?days=90", 90, "90 days")]
    [InlineData("/?days=week", 14, "14 days")]
    [InlineData("/?from=2026-04-01&to=2026-04-03", 3, null)]
    public async Task The_range_stands_in_the_address(string address, int days, string? chip)
    {
        var page = await OpenAsync(address);

        Assert.Equal(days, page.FindAll("[data-testid=chart-days] tbody tr").Count);
        Assert.Equal(chip, page.FindAll(".chip[aria-current=true]").SingleOrDefault()?.TextContent);
    }

    [Theory]
    [InlineData("input[type=date]", 0, "2026-04-02", "/?from=2026-04-02")]
    [InlineData("input[type=date]", 1, "2026-04-02", "/?to=2026-04-02")]
    [InlineData("input.narrow", 0, " incs_1 ", "/?days=30&assignee=incs_1")]
    [InlineData("input.narrow", 1, "30058", "/?days=30&auth_id=30058")]
    [InlineData("input.narrow", 2, "7", "/?days=30&template=7")]
    [InlineData("input.narrow", 3, "x", "/?days=30")]
    public async Task A_field_changes_the_address(string field, int number, string value, string address)
    {
        var page = await OpenAsync("/?days=30");

        await page.FindAll(field)[number].ChangeAsync(new() { Value = value });

        var now = Services.GetRequiredService<NavigationManager>().Uri;
        Assert.Equal(address, new Uri(now).PathAndQuery);
        // The page reads what this reads, and ends no later.
        await Services.GetRequiredService<OverviewQueries>().ReadAsync(OverviewFilter.Read(now), TimeZoneInfo.Utc, Xunit.TestContext.Current.CancellationToken);
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
    public async Task Rejections_show_their_reasons_in_words_and_lead_to_lines()
    {
        var id = await database.AddBatchAsync(6, BatchState.Completed, (x, i) =>
            (x.State, x.Reason, x.ChangedAt) = (AssignmentState.Rejected, i switch { 0 => null, < 3 => "Assignee does not exist.", _ => AssignmentReasons.OpenTask }, Utc(16, 1)));

        var reasons = (await OpenAsync()).FindAll("[data-testid=chart-rejections] tr");

        Assert.Equal(
            ["3 The customer has a task that is not finished", "2 Assignee does not exist.", "1 No reason given"],
            reasons.Select(x => $"{x.Children[1].TextContent} {x.Children[0].TextContent}"));
        Assert.Equal($"/batches/{id}?state=rejected&reason=open-task", reasons[0].QuerySelector("a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData(null, "tasks as of 2026-04-16 08:00:00", "answers")]
    [InlineData("INCS can't be reached.", "INCS does not answer; tasks as of 2026-04-16 08:00:00", "does not answer")]
    public async Task The_page_says_how_fresh_the_tasks_are_and_whether_INCS_answers(string? error, string state, string health)
    {
        await using (var db = database.CreateDbContext())
        {
            db.SyncStates.Add(new SyncState { Id = 1, FreshAt = Utc(16, 8), TriedAt = Utc(16, 9), NextAt = Utc(16, 9).AddSeconds(15), Error = error });
            await db.SaveChangesAsync();
        }

        var page = await OpenAsync();

        Assert.Equal(state, page.Find(".page-state").TextContent.Trim());
        Assert.Equal(health, page.Find("[data-testid=upstream-health] .badge span").TextContent);
        Assert.EndsWith("2026-04-16 09:00:15", page.Find("[data-testid=upstream-health] dl").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_upstreams_state_says_is_shown_line_by_line()
    {
        await using (var db = database.CreateDbContext())
        {
            db.SyncStates.Add(new SyncState { Id = 1, FreshAt = Utc(16, 6), TriedAt = Utc(16, 8), DownSince = Utc(16, 7), CheckedAt = Utc(16, 3), CheckStillDiffering = 2, Error = "INCS can't be reached." });
            db.ServerWaits.Add(new ServerWait { Server = "here", SeenAt = Time.GetUtcNow(), Lane = 3, LaneNextTry = Utc(16, 9), SearchWhy = "INCS can't be reached.", SearchNextTry = Utc(16, 10) });
            await db.SaveChangesAsync();
        }

        var health = (await OpenAsync()).Find("[data-testid=upstream-health] dl");

        Assert.Equal(
            [
                "Tasks last read: 2026-04-16 06:00:00", "Why: INCS can't be reached.", "Does not answer since: 2026-04-16 07:00:00", "Last try: 2026-04-16 08:00:00",
                "Last full check: 2026-04-16 03:00:00 · 2 time windows differ from INCS", "Sending waits: INCS asked to slow down · tries again 2026-04-16 09:00:00",
                "Search waits: INCS can't be reached. · tries again 2026-04-16 10:00:00",
            ],
            health.QuerySelectorAll("dt").Select(x => $"{x.TextContent}: {string.Join(' ', x.NextElementSibling!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}"));
    }

    [Fact]
    public async Task It_speaks_Chinese()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

        Assert.Equal(["新建", "完成", "终止", "当前未结束", "当前停滞"], (await OpenAsync()).FindAll(".stat-label").Select(x => x.TextContent));
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
