using Bunit;
using Dashboard.Auth;
using Dashboard.Features.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>The task pages in a frame: they are looked at and read anew, no more.</summary>
public sealed class TaskEmbedPageTests() : TaskComponentTest(Roles.Admin)
{
    [Fact]
    public async Task The_grid_offers_no_views_and_no_export()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1), TaskData.Mirrored(2));
        OpenGrid();
        Navigation.NavigateTo("/embed/tasks");

        var page = Render<TasksEmbedPage>();
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0, Generous);
        await page.Find("[data-testid=task-row][data-task-id=\"1\"] input[type=checkbox]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-testid=selection]")), Generous);
        Assert.Empty(page.FindAll("[download], [data-testid=views], [data-testid=share-menu]"));
        Assert.Equal("/embed/tasks?ids=1", page.Find("[data-testid=selection] a").GetAttribute("href"));
    }

    [Fact]
    public async Task The_grids_way_out_leads_to_the_same_filters()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1));
        OpenGrid();
        Navigation.NavigateTo("/embed/tasks?status=0&assignee=incs_1");

        var page = Render<TasksEmbedPage>();
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0, Generous);

        Assert.Equal("/tasks?status=0&assignee=incs_1", page.Find("[data-testid=open-outside]").GetAttribute("href"));
    }

    [Fact]
    public async Task The_grids_code_holds_its_filters_and_is_there_only_where_a_portal_may_show_it()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(1));
        Assert.Empty(OpenGrid("?status=0&assignee=incs_1").FindAll("#tasks-embed"));
        Services.GetRequiredService<IOptions<EmbeddingOptions>>().Value.AllowedOrigins = ["https://portal.example.com"];

        var page = OpenGrid("?status=0&assignee=incs_1");

        Assert.Single(page.FindAll("[data-testid=share-menu] [data-copy-link]"));
        Assert.StartsWith("<iframe src=\"http://localhost/embed/tasks?status=0&assignee=incs_1\" title=\"Tasks\"", page.Find("#tasks-embed").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_is_read_anew_and_nothing_else_is_done_to_it()
    {
        await Database.AddTasksAsync(TaskData.Mirrored(237));
        OpenTask(237);
        Navigation.NavigateTo("/embed/tasks/237");

        var page = Render<TaskEmbedPage>(p => p.Add(x => x.TaskId, 237));
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0, Generous);

        Assert.Equal(["Refresh now"], page.FindAll("button").Select(x => x.TextContent.Trim().Replace("refresh", "", StringComparison.Ordinal)));
        Assert.Equal(("/tasks/237", "_blank"), (page.Find("[data-testid=open-outside]").GetAttribute("href"), page.Find("[data-testid=open-outside]").GetAttribute("target")));
    }

    [Fact]
    public void A_task_that_is_not_there_is_no_way_out_of_the_frame()
    {
        OpenTask(4711);

        var page = Render<TaskEmbedPage>(p => p.Add(x => x.TaskId, 4711));
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0, Generous);

        Assert.Empty(page.FindAll(".empty-state a"));
    }
}
