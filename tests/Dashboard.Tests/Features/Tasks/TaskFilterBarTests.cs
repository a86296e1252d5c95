using AngleSharp.Dom;
using Bunit;
using Dashboard.Features.Tasks;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Tasks;

public sealed class TaskFilterBarTests : ComponentTest
{
    private static readonly TaskFilter Some = new() { Statuses = [1, 7], Assignee = "incs_1", Sort = "name", Page = 3 };

    [Fact]
    public void A_status_is_added_or_taken_away_and_the_page_starts_over() => Assert.Equal(
        [("/tasks?status=0,1,7&assignee=incs_1&sort=name", null), ("/tasks?status=7&assignee=incs_1&sort=name", "true"),
            ("/tasks?status=1,2,7&assignee=incs_1&sort=name", null), ("/tasks?status=1,3,7&assignee=incs_1&sort=name", null)],
        Show(Some).FindAll(".chips")[0].QuerySelectorAll("a").Select(x => (Plain(x.GetAttribute("href")), x.GetAttribute("aria-current"))));

    [Theory]
    [InlineData(0, "incs_2", "/tasks?status=1,7&assignee=incs_2&sort=name")]
    [InlineData(0, "", "/tasks?status=1,7&sort=name")]
    [InlineData(1, "promo", "/tasks?status=1,7&assignee=incs_1&name=promo&sort=name")]
    [InlineData(2, "5678", "/tasks?status=1,7&assignee=incs_1&phone=5678&sort=name")]
    [InlineData(3, "2026-04-01", "/tasks?status=1,7&assignee=incs_1&from=2026-04-01&sort=name")]
    [InlineData(4, "2026-04-16", "/tasks?status=1,7&assignee=incs_1&to=2026-04-16&sort=name")]
    public async Task A_changed_field_is_a_new_address_that_keeps_the_rest(int field, string value, string address)
    {
        var navigation = Services.GetRequiredService<NavigationManager>();

        await Show(Some).FindAll("input")[field].ChangeAsync(new ChangeEventArgs { Value = value });

        Assert.Equal(address, Plain("/" + navigation.ToBaseRelativePath(navigation.Uri)));
    }

    [Fact]
    public void Days_to_choose_move_with_today() => Assert.Equal(
        ["/tasks?created=today", "/tasks?created=7d", "/tasks?created=month"],
        Show(new()).FindAll(".chips")[1].QuerySelectorAll("a").Select(x => x.GetAttribute("href")));

    [Fact]
    public void The_chosen_days_are_marked()
    {
        var presets = Show(new() { Created = DayRange.Of("7d") }).FindAll(".chips")[1].QuerySelectorAll("a[aria-current]");

        Assert.Equal("Last 7 days", Assert.Single(presets).TextContent);
    }

    [Fact]
    public void What_came_by_a_link_is_shown_and_can_be_taken_away()
    {
        var chips = Show(new() { Search = "x", Batch = 12, Template = 1254676189925432389, AuthId = 30058, CreationId = 104 }).FindAll(".chips")[1].QuerySelectorAll("a[aria-current]");

        Assert.Equal(["“x”", "Batch 12", "Template 1254676189925432389", "auth_id 30058", "creation_id 104"], chips.Select(x => x.FirstChild!.TextContent));
        Assert.Equal("/tasks?auth_id=30058&creation_id=104&template=1254676189925432389&q=x", chips[1].GetAttribute("href"));
    }

    [Fact]
    public void All_is_cleared_at_once_but_the_order_stays()
    {
        Assert.Equal("/tasks?sort=name", Clear(Show(Some))?.GetAttribute("href"));
        Assert.Null(Clear(Show(new() { Sort = "name" })));
    }

    private static IElement? Clear(IRenderedComponent<TaskFilterBar> bar) => bar.FindAll("a").SingleOrDefault(x => x.TextContent.Contains("Clear filters", StringComparison.Ordinal));

    private static string? Plain(string? address) => address?.Replace("%2C", ",", StringComparison.Ordinal);

    private IRenderedComponent<TaskFilterBar> Show(TaskFilter filter) =>
        Render<TaskFilterBar>(p => p.Add(x => x.Filter, filter).AddCascadingValue(new ClientContext(TimeZoneInfo.Utc, null)));
}
