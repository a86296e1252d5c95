using Bunit;
using Dashboard.Auth;
using Dashboard.Features.Tasks;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Tasks;

public static class ViewMenuTests
{
    public sealed class For_a_manager() : TaskComponentTest(Roles.Manager)
    {
        [Fact]
        public async Task What_is_shown_is_saved_for_the_team_and_stands_in_the_menu()
        {
            var links = Render<PinnedViewLinks>();
            var menu = this.OpenMenu(new() { Statuses = [1] });

            await menu.ClickOnAsync("[data-testid=view-save]");
            await menu.InvokeAsync(() => menu.Find("form input:not([type])").Input("In progress"));
            await menu.InvokeAsync(() => menu.FindAll("input[type=radio]")[1].Change(true));
            await menu.InvokeAsync(() => menu.Find("input[type=checkbox]").Change(true));
            await menu.InvokeAsync(() => menu.Find("form").Submit());

            menu.WaitForAssertion(() => Assert.Equal("/tasks?status=1", menu.Find("[data-view] a[aria-current]").GetAttribute("href")), Generous);
            Assert.Equal("In progress", menu.Find("summary span").TextContent);
            Assert.Contains("For the team", menu.Find("h2").TextContent, StringComparison.Ordinal);
            links.WaitForAssertion(() => Assert.Equal("/tasks?status=1", links.Find("a").GetAttribute("href")), Generous);
        }

        [Fact]
        public async Task A_name_that_is_taken_is_refused_in_words_and_the_form_stays()
        {
            await this.SaveAsync("Open", team: false);
            var menu = this.OpenMenu(new());

            await menu.ClickOnAsync("[data-testid=view-save]");
            await menu.InvokeAsync(() => menu.Find("form input:not([type])").Input("open"));
            await menu.InvokeAsync(() => menu.Find("form").Submit());

            menu.WaitForAssertion(() => Assert.Equal("There is a view of that name already.", menu.Find("[role=status]").TextContent), Generous);
            Assert.Equal("open", menu.Find("form input:not([type])").GetAttribute("value"));
        }

        [Fact]
        public async Task A_view_is_renamed_updated_and_after_a_question_deleted()
        {
            await this.SaveAsync("Open", team: true);
            var menu = this.OpenMenu(new() { Statuses = [2] });

            await menu.ClickOnAsync("[data-view] [aria-expanded]");
            await menu.ClickOnAsync(".more button", 0);
            await menu.InvokeAsync(() => menu.Find(".more input").Input("Done"));
            await menu.InvokeAsync(() => menu.Find("form.more").Submit());
            menu.WaitForAssertion(() => Assert.Equal("Done", menu.Find("[data-view] a span").TextContent), Generous);

            await menu.ClickOnAsync("[data-view] [aria-expanded]");
            await menu.ClickOnAsync(".more button", 1);
            menu.WaitForAssertion(() => Assert.Equal("/tasks?status=2", menu.Find("[data-view] a[aria-current]").GetAttribute("href")), Generous);

            await menu.ClickOnAsync("[data-view] [aria-expanded]");
            await menu.ClickOnAsync(".more .button-danger");
            Assert.Contains("Delete “Done” for the whole team?", menu.Find(".more").TextContent, StringComparison.Ordinal);
            await menu.ClickOnAsync(".more .button-danger");
            menu.WaitForAssertion(() => Assert.Empty(menu.FindAll("[data-view]")), Generous);
        }

        [Fact]
        public async Task Another_page_hears_of_a_view_that_is_saved_meanwhile()
        {
            var menu = this.OpenMenu(new());

            await this.SaveAsync("Open", team: true);

            menu.WaitForAssertion(() => Assert.Equal("Open", menu.Find("[data-view] a span").TextContent), Generous);
        }

        [Fact]
        public async Task The_entry_of_what_the_grid_shows_is_marked_whatever_its_page()
        {
            await this.SaveAsync("Open", team: true, pin: true);
            Navigation.NavigateTo("/tasks?page=3&status=1&task=5");
            var links = Render<PinnedViewLinks>();
            Assert.Equal("page", links.Find("a").GetAttribute("aria-current"));

            Navigation.NavigateTo("/tasks?status=1,2");
            links.WaitForAssertion(() => Assert.Null(links.Find("a").GetAttribute("aria-current")), Generous);
        }
    }

    public sealed class For_a_viewer() : TaskComponentTest(Roles.Viewer)
    {
        [Fact]
        public async Task The_teams_views_are_opened_and_not_changed()
        {
            await this.SaveAsync("Ours", team: true);
            var menu = this.OpenMenu(new());

            Assert.Equal("/tasks?status=1", menu.Find("[data-view] a").GetAttribute("href"));
            Assert.Empty(menu.FindAll("[data-view] button"));
            await menu.ClickOnAsync("[data-testid=view-save]");
            Assert.Empty(menu.FindAll("input[type=radio]"));
        }
    }

    private static Task<ViewAnswer> SaveAsync(this TaskComponentTest test, string name, bool team, bool pin = false) =>
        test.Services.GetRequiredService<SavedViewStore>().SaveAsync(TestUsers.WithRole(Roles.Manager), null, new(name, team, pin, new() { Statuses = [1] }), default);

    private static IRenderedComponent<ViewMenu> OpenMenu(this TaskComponentTest test, TaskFilter filter)
    {
        test.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo(filter.Address());
        return test.Render<ViewMenu>(x => x.Add(v => v.Filter, filter));
    }
}
