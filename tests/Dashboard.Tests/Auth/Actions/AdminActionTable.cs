using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Features.Settings;
using Dashboard.Tests.Features.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Auth.Actions;

/// <summary>What only administrators do.</summary>
internal static class AdminActionTable
{
    private static long nextTask = 700_000;

    public static IReadOnlyList<PageAction> All { get; } =
    [
        new("rename a mapping", Roles.Admin, ["SavedMappingList: SavedMappingQueries.RenameAsync"], async stage =>
        {
            var list = await MappingsAsync(stage);
            await ActionStage.Click(list, "tbody button", 0)();
            await list.InvokeAsync(() => list.Find("form input").Input("Renamed"));
            return ActionStage.Submit(list, "tbody form");
        }) { Audit = "mapping.rename" },
        new("delete a mapping", Roles.Admin, ["SavedMappingList: SavedMappingQueries.DeleteAsync"], async stage =>
        {
            var list = await MappingsAsync(stage);
            await ActionStage.Click(list, "tbody button", 1)();
            return ActionStage.Click(list, "tbody .button-danger");
        }) { Audit = "mapping.delete" },
        new("ask for a check of the mirror", Roles.Admin, ["MirrorCheckCard: MirrorCheckQueries.AskAsync"], async stage =>
        {
            await stage.WriteAsync(db => db.SyncStates.ExecuteDeleteAsync());
            await stage.WriteAsync(async db => await db.SyncStates.AddAsync(new SyncState { Id = 1 }));
            return ActionStage.Click(stage.Render<MirrorCheckCard>(), "button:not([disabled])");
        }) { Audit = "tasks.check" },
        new("look a customer up to be forgotten", Roles.Admin, ["ForgetPage: ForgetSearch.FindAsync"], async stage =>
        {
            var page = await WriteAsync(stage);
            var find = ActionStage.Submit(page, "form");
            return async () =>
            {
                await find();
                stage.Seen = page.FindAll("[data-testid=forget-found]").Count > 0 ? "found" : "";
            };
        }),
        new("forget a customer", Roles.Admin, ["ForgetPage: Forgetting.ForgetAsync"], async stage =>
        {
            var page = await WriteAsync(stage);
            await ActionStage.Submit(page, "form")();
            await ActionStage.Click(page, "[data-testid=forget-ask]")();
            return ActionStage.Click(page, "[data-testid=forget-confirm]");
        }) { Audit = "customer.forget" },
    ];

    private static async Task<IRenderedComponent<SavedMappingList>> MappingsAsync(ActionStage stage)
    {
        await stage.WriteAsync(db => db.SavedMappings.ExecuteDeleteAsync());
        await stage.WriteAsync(async db => await db.SavedMappings.AddAsync(new SavedMapping { Fingerprint = "f", Name = "Sheet", HeadersJson = "[\"a\"]", MappingJson = "{}", UsedBy = "mei@test" }));
        return stage.Render<SavedMappingList>();
    }

    private static async Task<IRenderedComponent<ForgetPage>> WriteAsync(ActionStage stage)
    {
        var task = TaskData.Mirrored(Interlocked.Increment(ref nextTask));
        await stage.Databases.AddTasksAsync(task);
        var page = stage.Render<ForgetPage>();
        await page.InvokeAsync(() => page.Find("[data-testid=forget-phone]").Input(task.UserPhone));
        return page;
    }
}
