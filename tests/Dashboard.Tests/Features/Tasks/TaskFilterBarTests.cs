using AngleSharp.Dom;
using Bunit;
using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Features.Tasks;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Tasks;

public sealed class TaskFilterBarTests : ComponentTest
{
    private const string More = "[data-testid=filters-more]";
    private const string Fold = "[data-testid=filters-fold]";
    private static readonly TaskFilter Some = new() { Statuses = [1, 7], Assignee = "incs_1", Sort = "name", Page = 3 };

    public TaskFilterBarTests()
    {
        Services.AddSingleton<IDbContextFactory<DashboardDb>, NoDatabase>();
        Services.AddSingleton<TaskIndexSource>();
        Services.AddSingleton<TaskQueries>();
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private string Address => Plain("/" + Navigation.ToBaseRelativePath(Navigation.Uri));

    [Fact]
    public void A_status_is_added_or_taken_away_and_the_page_starts_over() => Assert.Equal(
        [("/tasks?status=0,1,7&assignee=incs_1&sort=name", null), ("/tasks?status=7&assignee=incs_1&sort=name", "true"),
            ("/tasks?status=1,2,7&assignee=incs_1&sort=name", null), ("/tasks?status=1,3,7&assignee=incs_1&sort=name", null)],
        Show(Some).FindAll("[aria-label=Status] a").Select(x => (Plain(x.GetAttribute("href")!), x.GetAttribute("aria-current"))));

    [Theory]
    [InlineData("assignee", " incs_2 ", "/tasks?status=1,7&assignee=incs_2&sort=name")]
    [InlineData("assignee", "", "/tasks?status=1,7&sort=name")]
    [InlineData("name", "promo ", "/tasks?status=1,7&assignee=incs_1&name=promo&sort=name")]
    [InlineData("phone", "5678", "/tasks?status=1,7&assignee=incs_1&phone=5678&sort=name")]
    [InlineData("created-from", "2026-04-01", "/tasks?status=1,7&assignee=incs_1&from=2026-04-01&sort=name")]
    [InlineData("created-to", "2026-04-16", "/tasks?status=1,7&assignee=incs_1&to=2026-04-16&sort=name")]
    public async Task A_changed_field_is_a_new_address_that_keeps_the_rest(string field, string value, string address)
    {
        await ChangeAsync(Show(Some), field, value);

        Assert.Equal(address, Address);
    }

    [Theory]
    [InlineData("log", "no answer", "/tasks?log=no%20answer")]
    [InlineData("template", "1254676189925432389", "/tasks?template=1254676189925432389")]
    [InlineData("task_id", "237", "/tasks?task_id=237")]
    [InlineData("auth_id", "30058", "/tasks?auth_id=30058")]
    [InlineData("creation_id", "104", "/tasks?creation_id=104")]
    [InlineData("batch", "12", "/tasks?batch=12")]
    [InlineData("open_longer", "4h", "/tasks?open_longer=4h")]
    [InlineData("quiet_longer", "3d", "/tasks?quiet_longer=3d")]
    [InlineData("updated-from", "2026-04-01", "/tasks?updated_from=2026-04-01")]
    [InlineData("updated-to", "2026-04-16", "/tasks?updated_to=2026-04-16")]
    public async Task A_further_field_is_a_new_address_too(string field, string value, string address)
    {
        var bar = Show(new() { Page = 2 });
        await bar.Find(More).ClickAsync(new());

        await ChangeAsync(bar, field, value);

        Assert.Equal(address, Address);
    }

    [Fact]
    public void Further_fields_show_when_asked_for_or_when_one_is_set()
    {
        Assert.Equal(("false", "More filters"), Toggle(Show(new() { Assignee = "incs_1" }), More));
        Assert.Equal(("true", "More filters2"), Toggle(Show(new() { Batch = 12, Updated = DayRange.Of("7d") }), More));
        Assert.Equal("12", Show(new() { Batch = 12 }).Find("[name=batch]").GetAttribute("value"));
        Assert.Empty(Show(new()).FindAll("[name=batch]"));
    }

    [Fact]
    public async Task Further_fields_stay_while_the_last_of_them_is_emptied()
    {
        var bar = Show(new() { Batch = 12 });

        await ChangeAsync(bar, "batch", "");
        bar.Render(p => p.Add(x => x.Filter, new()));

        Assert.Equal(("true", "More filters"), Toggle(bar, More));
    }

    [Fact]
    public async Task A_link_opens_further_fields_that_were_closed()
    {
        var bar = Show(new());
        await bar.Find(More).ClickAsync(new());
        await bar.Find(More).ClickAsync(new());

        bar.Render(p => p.Add(x => x.Filter, new() { Batch = 12 }));

        Assert.Equal(("true", "More filters1"), Toggle(bar, More));
    }

    [Theory]
    [InlineData("phone", "ending")]
    [InlineData("batch", "12a")]
    [InlineData("auth_id", "-3")]
    public async Task A_wrong_entry_is_said_beside_its_field_and_changes_nothing(string field, string entry)
    {
        var (bar, before) = (Show(new() { Batch = 12 }), Address);

        await ChangeAsync(bar, field, entry);

        var input = bar.Find($"[name={field}]");
        Assert.Equal((before, "true", entry), (Address, input.GetAttribute("aria-invalid"), input.GetAttribute("value")));
        Assert.Equal("Digits only", bar.Find("#" + input.GetAttribute("aria-describedby")).TextContent);
    }

    [Fact]
    public async Task A_wrong_entry_is_forgotten_when_it_is_put_right_or_all_is_cleared()
    {
        var bar = Show(new() { Batch = 12 });

        await ChangeAsync(bar, "auth_id", "x");
        await ChangeAsync(bar, "auth_id", "");
        Assert.Empty(bar.FindAll("[aria-invalid]"));

        await ChangeAsync(bar, "auth_id", "x");
        await Clear(bar)!.ClickAsync(new());
        Assert.Empty(bar.FindAll("[aria-invalid]"));
    }

    [Fact]
    public void A_length_of_time_from_the_address_can_be_seen_though_nobody_could_choose_it()
    {
        var options = Show(new() { OpenLonger = TimeSpan.FromHours(48) }).FindAll("[name=open_longer] option");

        Assert.Equal(["Any", "1 h", "4 h", "1 d", "2 d", "3 d", "7 d"], options.Select(x => x.TextContent));
        Assert.Equal("2d", Assert.Single(options, x => x.HasAttribute("selected")).GetAttribute("value"));
    }

    [Fact]
    public void Days_to_choose_move_with_today()
    {
        Assert.Equal(["/tasks?created=today", "/tasks?created=7d", "/tasks?created=month"], Presets(Show(new()), "Created").Select(x => x.GetAttribute("href")));
        Assert.Equal(["/tasks?batch=1&updated=today", "/tasks?batch=1&updated=7d", "/tasks?batch=1&updated=month"], Presets(Show(new() { Batch = 1 }), "Changed").Select(x => x.GetAttribute("href")));
    }

    [Fact]
    public void The_chosen_days_are_marked_and_can_be_taken_away()
    {
        var chosen = Assert.Single(Presets(Show(new() { Created = DayRange.Of("7d") }), "Created"), x => x.HasAttribute("aria-current"));

        Assert.Equal(("Last 7 days", "/tasks"), (chosen.TextContent, chosen.GetAttribute("href")));
    }

    [Fact]
    public void What_has_no_field_is_shown_and_can_be_taken_away()
    {
        var chips = Chips(Show(new() { Statuses = [1, 7], Search = "x", Ids = [4, 5], OpenShorter = TimeSpan.FromHours(4), Page = 2 }));

        Assert.Equal(["unknown (7)", "“x”", "Open for at most 4 h", "2 selected tasks"], chips.Select(x => x.FirstChild!.TextContent));
        Assert.Equal("/tasks?status=1,7&open_shorter=4h&ids=4,5", Plain(chips[1].GetAttribute("href")!));
    }

    [Fact]
    public async Task What_is_set_behind_a_closed_button_is_shown_and_can_be_taken_away()
    {
        var bar = Show(new()
        {
            LogText = "no answer", Template = 1254676189925432389, TaskId = 237, AuthId = 30058, CreationId = 104, Batch = 12, OpenLonger = TimeSpan.FromDays(1),
            QuietLonger = TimeSpan.FromMinutes(90), Updated = DayRange.Of(new(2026, 4, 1), null),
        });
        Assert.Empty(Chips(bar));

        await bar.Find(More).ClickAsync(new());

        Assert.Equal(
            ["Last log: “no answer”", "Template 1254676189925432389", "Task 237", "auth_id 30058", "creation_id 104", "Batch 12", "Open longer than 1 d", "No log entry for 90 min", "Changed: 2026-04-01 –"],
            Chips(bar).Select(x => x.FirstChild!.TextContent));
        Assert.DoesNotContain("batch=", Chips(bar)[5].GetAttribute("href")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_phone_all_but_the_statuses_is_behind_a_button_that_counts_them()
    {
        var bar = Show(new() { Statuses = [1], Assignee = "incs_1", Created = DayRange.Of("7d"), Batch = 12, Search = "x" });
        Assert.Equal(("false", "Filters4"), Toggle(bar, Fold));

        await bar.Find(Fold).ClickAsync(new());

        Assert.Equal(("true", "Filters4"), Toggle(bar, Fold));
        Assert.Contains("unfolded", bar.Find("[role=search]").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void All_is_cleared_at_once_but_the_order_and_the_layout_stay()
    {
        Assert.Equal("/tasks?sort=name&size=100&cols=id&density=compact", Clear(Show(Some with { Size = 100, Columns = "id", Compact = true }))?.GetAttribute("href"));
        Assert.Null(Clear(Show(new() { Sort = "name" })));
    }

    [Fact]
    public void Every_field_has_a_label_of_its_own()
    {
        var bar = Show(new() { Batch = 12 });

        var labels = bar.FindAll("input, select").Select(x => bar.Find($"label[for={x.Id}]").TextContent).ToList();

        Assert.Equal(15, labels.Distinct().Count(x => x.Length > 0));
    }

    private static IReadOnlyList<IElement> Chips(IRenderedComponent<TaskFilterBar> bar) => [.. bar.FindAll("[data-testid=filter-chips] a")];

    private static IReadOnlyList<IElement> Presets(IRenderedComponent<TaskFilterBar> bar, string label) => [.. bar.FindAll($".presets[aria-label={label}] a")];

    private static (string? Expanded, string Text) Toggle(IRenderedComponent<TaskFilterBar> bar, string button) =>
        (bar.Find(button).GetAttribute("aria-expanded"), string.Concat(bar.Find(button).ChildNodes.Where(x => x is not IElement { LocalName: "i" }).Select(x => x.TextContent.Trim())));

    private static Task ChangeAsync(IRenderedComponent<TaskFilterBar> bar, string field, string value) => bar.Find($"[name={field}]").ChangeAsync(new ChangeEventArgs { Value = value });

    private static IElement? Clear(IRenderedComponent<TaskFilterBar> bar) => bar.FindAll("a").SingleOrDefault(x => x.TextContent.Contains("Clear filters", StringComparison.Ordinal));

    private static string Plain(string address) => address.Replace("%2C", ",", StringComparison.Ordinal);

    private IRenderedComponent<TaskFilterBar> Show(TaskFilter filter) => Render<TaskFilterBar>(p => p.Add(x => x.Filter, filter));

    private sealed class NoDatabase : IDbContextFactory<DashboardDb>
    {
        public DashboardDb CreateDbContext() => throw new NotSupportedException();
    }
}
