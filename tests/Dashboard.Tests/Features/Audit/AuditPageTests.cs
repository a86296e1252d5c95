using System.Globalization;
using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Audit;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Audit;

public sealed class AuditPageTests : ComponentTest, IAsyncLifetime
{
    private TestDatabase database = null!;

    public AuditPageTests() : base(Roles.Admin)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new("en");
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        Services.AddSingleton(new AuditQueries(database));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task An_entry_stands_in_words_with_the_page_of_what_it_was_done_to()
    {
        await AddAsync("batch.confirm", "batch 12");

        var row = Open().WaitForElement("[data-testid=audit-row]");

        Assert.Contains("Confirmed a batch", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("/batches/12", row.QuerySelector("td[data-label=Of] a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("en", "Batch 12"), InlineData("en", "batch  12"), InlineData("zh-CN", "批次 12"), InlineData("zh-CN", "batch 12"), InlineData("zh-CN", "12")]
    public async Task A_target_is_looked_for_by_the_words_that_the_page_has_for_it(string language, string written)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new(language);
        await AddAsync("batch.confirm", "batch 12");
        await AddAsync("batch.confirm", "batch 13");
        var page = Open();
        page.WaitForElement("[data-testid=audit-row]");

        page.Find("input[name=target]").Change(written);

        page.WaitForAssertion(() => Assert.NotNull(Assert.Single(page.FindAll("[data-testid=audit-row]")).QuerySelector("a[href='/batches/12']")));
        if (written != "12") Assert.Equal(language == "en" ? "Batch 12" : "批次 12", page.Find("input[name=target]").GetAttribute("value"));
    }

    [Theory, InlineData("1204 tasks", "1204 tasks"), InlineData("task 7", "任务 7"), InlineData("gadget 7", "gadget 7")]
    public void The_field_of_the_target_shows_nothing_that_would_not_be_found_again(string target, string shown)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new("zh-CN");

        Assert.Equal(shown, Open($"/audit?target={Uri.EscapeDataString(target)}").Find("input[name=target]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("5 tasks", "5 tasks"), InlineData("gadget 7", "gadget 7"), InlineData("some words here", "some words here")]
    public async Task A_code_and_a_target_that_are_not_known_stand_as_they_were_written(string target, string shown)
    {
        await AddAsync("gadget.bend", target);

        var row = Open().WaitForElement("[data-testid=audit-row]");

        Assert.Contains("gadget.bend", row.TextContent, StringComparison.Ordinal);
        Assert.Equal(shown, row.QuerySelector("td[data-label=Of]")!.TextContent.Trim());
    }

    [Theory]
    [InlineData("en", "sheet.upload", "bytes=5120; file=007", "5,120 bytes|007")]
    [InlineData("zh-CN", "sheet.upload", "bytes=5120; file=五月; 六月.csv", "5,120 字节|五月; 六月.csv")]
    [InlineData("zh-CN", "batch.confirm", "assignments=1204; left_behind=0; start=now; pause_at=50", "分配任务：1,204|未分配的行：0|立即开始|拒绝率达 50% 时暂停")]
    [InlineData("en", "batch.confirm", "start=2026-04-15T12:00:00Z; pause_at=never", "Starts 2026-04-15 12:00:00 +00:00|No automatic pause")]
    [InlineData("zh-CN", "signin", "role=none", "尚无角色")]
    [InlineData("en", "audit.export", "filter=action=batch.pause&who=mei&gadget=1", "What: Paused a batch|Who: mei|gadget=1")]
    [InlineData("zh-CN", "sheet.read", "another tab", "another tab")]
    [InlineData("zh-CN", "view.save", "rows=5", "rows=5")]
    [InlineData("en", "batch.decide", "decision=Bend; held=2", "decision=Bend|Held: 2")]
    public async Task A_detail_stands_in_the_language_of_the_person_and_what_is_not_known_as_it_was_written(string language, string action, string detail, string shown)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new(language);
        await AddAsync(action, null, detail);

        var parts = Open().WaitForElements("[data-testid=audit-row] .detail .parts > span");

        Assert.Equal(shown.Split('|'), parts.Select(x => x.TextContent));
    }

    [Fact]
    public async Task An_address_leads_to_what_came_from_it()
    {
        await AddAsync("signin", null);

        Assert.Equal("/audit?address=127.0.0.1", Open().WaitForElement("[data-testid=audit-row] a.mono").GetAttribute("href"));
    }

    [Fact]
    public async Task A_filter_that_is_chosen_stands_in_the_address_and_begins_at_the_newest_entry()
    {
        await AddAsync("signin", null);
        var page = Open("/audit?who=mei&before=1776254400000-4");

        page.WaitForElement("select[name=action]").Change("batch");

        Assert.Equal("/audit?who=mei&action=batch", new Uri(Services.GetRequiredService<NavigationManager>().Uri).PathAndQuery);
    }

    [Fact]
    public async Task Every_group_and_a_code_of_an_earlier_version_can_be_chosen()
    {
        await AddAsync("gadget.bend", null);

        var options = Open().WaitForElement("select[name=action]").QuerySelectorAll("option").Select(x => x.GetAttribute("value")!).ToList();

        Assert.Empty(AuditActions.All.Append("gadget.bend").Except(options));
        Assert.Contains("template", options);
    }

    [Fact]
    public async Task The_export_takes_the_filters_along_and_not_the_place()
    {
        await AddAsync("batch.pause", "batch 1");

        var page = Open("/audit?action=batch&after=1-0");

        Assert.Equal("/audit/export.csv?action=batch", page.WaitForElement("[data-testid=audit-export]").GetAttribute("href"));
    }

    [Fact]
    public void Where_nothing_matches_all_entries_are_one_click_away() =>
        Assert.Equal("/audit", Open("/audit?who=nobody").WaitForElement(".empty-state a").GetAttribute("href"));

    private IRenderedComponent<AuditPage> Open(string address = "/audit")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<AuditPage>();
    }

    private async Task AddAsync(string action, string? target, string? detail = null)
    {
        await using var db = database.CreateDbContext();
        db.AuditEntries.Add(new AuditEntry { At = Time.GetUtcNow(), Who = "mei@test", Action = action, Target = target, Detail = detail, Address = "127.0.0.1" });
        await db.SaveChangesAsync(Cancel);
    }
}
