using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Tasks;
using Dashboard.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Auth.Actions;

/// <summary>What is done with tasks and with the views of their grid.</summary>
internal static class TaskActionTable
{
    private const string More = "[data-view] button[aria-expanded]";

    public static IReadOnlyList<PageAction> All { get; } =
    [
        new("read a task anew from INCS", Roles.Viewer, ["TaskPage: TaskSync.RefreshAsync"], stage =>
        {
            var id = stage.App.Sandbox!.Incs.Visible()[0].Id;
            stage.GoTo(Links.Task(id));
            return Task.FromResult(ActionStage.ClickNamed(stage.Render<TaskPage>(x => x.Add(p => p.TaskId, id)), "Refresh now"));
        }),
        new("read a page of tasks anew from INCS", Roles.Viewer, ["TasksPage: TaskSync.RefreshAsync"], async stage =>
            ActionStage.ClickNamed(await GridAsync(stage), "Read this page’s tasks from INCS now")),
        new("show a hidden value", Roles.Manager, ["HiddenValue: Unmasking.ShowAsync"], stage => Task.FromResult(ActionStage.Click(
            stage.Render<CascadingValue<PersonalSight>>(x => x.Add(p => p.Value, PersonalSight.OnClick).AddChildContent<Personal>(p => p
                .Add(v => v.Value, "6281597531864").Add(v => v.Kind, Personal.Phone).Add(v => v.Target, "task 1"))), "[data-testid=unmask]"))) { Audit = "personal.unmask" },
        new("save a view for oneself", Roles.Viewer, ["ViewMenu: SavedViewStore.SaveAsync"], stage => SaveAsync(stage, team: false)),
        new("save a view for the team", Roles.Manager, ["ViewMenu: SavedViewStore.SaveAsync"], stage => SaveAsync(stage, team: true)) { Audit = "view.save" },
        .. Changes(team: false),
        .. Changes(team: true),
    ];

    private static IEnumerable<PageAction> Changes(bool team)
    {
        var (whose, least) = team ? ("the team's", Roles.Manager) : ("one's own", Roles.Viewer);
        PageAction Of(string verb, string method, string audit, Func<IRenderedComponent<ViewMenu>, Task<Func<Task>>> open) =>
            new($"{verb} {whose} view", least, [$"ViewRow: SavedViewStore.{method}"], async stage => await open(await MenuAsync(stage, team))) { Audit = team ? audit : null };
        yield return Of("pin", "PinAsync", "view.pin", menu => Task.FromResult(ActionStage.Click(menu, "[data-view] button[aria-pressed]")));
        yield return Of("rename", "RenameAsync", "view.rename", async menu =>
        {
            await ActionStage.Click(menu, More)();
            await ActionStage.Click(menu, ".more button")();
            await menu.InvokeAsync(() => menu.Find(".more input").Input("Renamed"));
            return ActionStage.Submit(menu, "form.more");
        });
        yield return Of("update", "UpdateAsync", "view.update", async menu =>
        {
            await ActionStage.Click(menu, More)();
            return ActionStage.Click(menu, ".more button", 1);
        });
        yield return Of("move", "MoveAsync", "view.move", async menu =>
        {
            await ActionStage.Click(menu, More)();
            return ActionStage.Click(menu, ".more button", 3);
        });
        yield return Of("delete", "DeleteAsync", "view.delete", async menu =>
        {
            await ActionStage.Click(menu, More)();
            await ActionStage.Click(menu, ".more .button-danger")();
            return ActionStage.Click(menu, ".more .button-danger");
        });
    }

    private static async Task<IRenderedComponent<TasksPage>> GridAsync(ActionStage stage)
    {
        await stage.Get<TaskSync>().RefreshAsync([.. stage.App.Sandbox!.Incs.Visible().Select(x => x.Id)], CancellationToken.None);
        stage.GoTo(Links.Tasks);
        var page = stage.Render<TasksPage>();
        page.WaitForElement("[data-testid=task-row]", ActionStage.Patience);
        return page;
    }

    private static async Task<Func<Task>> SaveAsync(ActionStage stage, bool team)
    {
        await stage.WriteAsync(db => db.SavedViews.ExecuteDeleteAsync());
        var menu = Menu(stage);
        await ActionStage.Click(menu, "[data-testid=view-save]")();
        await menu.InvokeAsync(() => menu.Find("form input:not([type])").Input("New"));
        await menu.InvokeAsync(() => menu.FindAll("input[type=radio]")[team ? 1 : 0].Change(true));
        return ActionStage.Submit(menu, "[data-testid=view-save-form]");
    }

    private static async Task<IRenderedComponent<ViewMenu>> MenuAsync(ActionStage stage, bool team)
    {
        await stage.WriteAsync(db => db.SavedViews.ExecuteDeleteAsync());
        await stage.WriteAsync(async db =>
        {
            for (var n = 0; n < 2; n++)
                await db.SavedViews.AddAsync(new SavedView { Name = $"View {n}", Owner = team ? null : ChangingIdentity.Account, Query = $"status={n}", Position = n, ChangedBy = "mei@test" });
        });
        return Menu(stage);
    }

    private static IRenderedComponent<ViewMenu> Menu(ActionStage stage)
    {
        var filter = new TaskFilter { Statuses = [2] };
        stage.GoTo(filter.Address());
        return stage.Render<ViewMenu>(x => x.Add(p => p.Filter, filter));
    }
}
