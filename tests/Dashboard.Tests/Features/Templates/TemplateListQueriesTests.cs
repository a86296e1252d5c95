using Dashboard.Features.Templates;
using Sandbox.Wshoto;

namespace Dashboard.Tests.Features.Templates;

public sealed class TemplateListQueriesTests : IAsyncLifetime
{
    private TemplateRig rig = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => rig = await TemplateRig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task By_default_the_templates_of_the_last_90_days_come_newest_first()
    {
        var list = await ListAsync(new());

        var expected = rig.Wshoto.Templates.Where(x => x.CreatedAt >= new DateTimeOffset(2026, 1, 17, 0, 0, 0, TimeSpan.Zero)).OrderByDescending(x => x.CreatedAt).Select(x => x.Id).ToList();
        Assert.Equal(expected.Count, list.Total);
        Assert.Equal(expected.Take(TemplateListQueries.PageSize), list.Rows.Select(x => x.Template.Id));
        Assert.Equal(1, rig.Calls(WshotoCall.List));
    }

    [Fact]
    public async Task A_range_over_90_days_is_read_in_parts_and_no_template_comes_twice()
    {
        var ids = await AllAsync(new() { From = new(2025, 7, 1) });

        Assert.Equal(4, rig.Calls(WshotoCall.List));
        Assert.Equal(rig.Wshoto.Templates.Select(x => x.Id).Order(), ids.Order());
    }

    [Fact]
    public async Task A_template_on_the_seam_of_two_parts_comes_once()
    {
        var seam = new DateTimeOffset(2026, 4, 16, 23, 59, 59, TimeSpan.Zero).AddDays(-90);
        rig.Give(rig.Template(7) with { CreatedAt = seam });

        var list = await ListAsync(new() { From = new(2025, 12, 1) });

        Assert.Equal((1, 2), (list.Total, rig.Calls(WshotoCall.List)));
    }

    [Fact]
    public async Task A_range_with_more_than_one_answers_worth_is_read_whole()
    {
        rig.Give([.. Enumerable.Range(1, 230).Select(x => rig.Template(x) with { CreatedAt = rig.Time.GetUtcNow().AddMinutes(-x) })]);

        var list = await ListAsync(new() { Page = 10 });

        Assert.Equal((230, 3), (list.Total, rig.Calls(WshotoCall.List)));
        Assert.Equal([226, 227, 228, 229, 230], list.Rows.Select(x => x.Template.Id));
    }

    [Fact]
    public async Task A_range_that_ends_before_it_begins_is_empty_and_asks_nobody()
    {
        var list = await ListAsync(new() { From = new(2026, 4, 2), To = new(2026, 4, 1) });

        Assert.Equal((0, 0), (list.Total, rig.Calls(WshotoCall.List)));
    }

    [Fact]
    public async Task Name_status_and_type_are_handed_on()
    {
        var list = await ListAsync(new() { Name = " 群 ", Statuses = [2], Type = 2 });

        Assert.NotEqual(0, list.Total);
        Assert.All(list.Rows, x => Assert.Equal((2, 2, true), (x.Template.Status, x.Template.Type, x.Template.Name.Contains('群', StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Paging_and_going_back_ask_Wshoto_once()
    {
        var first = await ListAsync(new());
        var second = await ListAsync(new() { Page = 2 });
        await ListAsync(new());

        Assert.Equal(1, rig.Calls(WshotoCall.List));
        Assert.Equal(first.Total, first.Rows.Count + second.Rows.Count);
        Assert.Empty(first.Rows.Select(x => x.Template.Id).Intersect(second.Rows.Select(x => x.Template.Id)));
    }

    [Fact]
    public async Task What_is_remembered_for_one_filter_is_not_shown_for_another()
    {
        TemplateFilter[] filters = [new(), new() { Statuses = [2] }, new() { Statuses = [3] }, new() { Type = 2 }, new() { Name = "群" }, new() { From = new(2026, 4, 1) }, new() { To = new(2026, 4, 1) }];
        var fresh = new List<long[]>();
        foreach (var filter in filters) fresh.Add(await AllAsync(filter));
        var asked = rig.Calls(WshotoCall.List);

        for (var i = 0; i < filters.Length; i++) Assert.Equal(fresh[i], await AllAsync(filters[i]));
        Assert.Equal(filters.Length, fresh.DistinctBy(x => string.Join(',', x)).Count());
        Assert.Equal(asked, rig.Calls(WshotoCall.List));
    }

    [Fact]
    public async Task The_same_day_in_another_zone_is_another_range()
    {
        rig.Give(rig.Template(1) with { CreatedAt = new(2026, 4, 1, 18, 0, 0, TimeSpan.Zero) });
        var day = new TemplateFilter { From = new(2026, 4, 1), To = new(2026, 4, 1) };

        var utc = await rig.Lists.ListAsync(day, TimeZoneInfo.Utc, false, null, Cancel);
        var shanghai = await rig.Lists.ListAsync(day, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), false, null, Cancel);

        Assert.Equal((1, 0), (utc.Total, shanghai.Total));
    }

    [Fact]
    public async Task After_45_seconds_Wshoto_is_asked_again()
    {
        await ListAsync(new());
        rig.Time.Advance(TimeSpan.FromSeconds(46));
        await ListAsync(new());

        Assert.Equal(2, rig.Calls(WshotoCall.List));
    }

    [Fact]
    public async Task A_page_beyond_the_last_one_is_the_last_one()
    {
        var last = await ListAsync(new() { Page = 2 });

        var beyond = await ListAsync(new() { Page = int.MaxValue });

        Assert.Equal(2, beyond.Page);
        Assert.Equal(last.Rows.Select(x => x.Template.Id), beyond.Rows.Select(x => x.Template.Id));
    }

    private Task<TemplateList> ListAsync(TemplateFilter filter, bool anew = false, Action<TemplateList>? shown = null) => rig.Lists.ListAsync(filter, TimeZoneInfo.Utc, anew, shown, Cancel);

    private async Task<long[]> AllAsync(TemplateFilter filter)
    {
        var ids = new List<long>();
        for (var page = 1; ; page++)
        {
            var list = await ListAsync(filter with { Page = page });
            ids.AddRange(list.Rows.Select(x => x.Template.Id));
            if (page * TemplateListQueries.PageSize >= list.Total) return [.. ids];
        }
    }
}
