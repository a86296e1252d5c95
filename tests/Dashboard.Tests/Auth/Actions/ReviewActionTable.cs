using Bunit;
using Dashboard.Auth;
using Dashboard.Features.Assign;
using Dashboard.Shared;
using Dashboard.Tests.Features.Assign;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Auth.Actions;

/// <summary>What is done in the review of a sheet, and what is read there.</summary>
internal static class ReviewActionTable
{
    private const string Header = "name,auth_id,user_phone,assignee_username\n";
    private const string Sheet = Header + "A,30058,0815 0000 001,i\nB,30058,0815 0000 002,i\nC,30058,6281500000003,i\n";
    private const string Doubles = Header + "A,30058,6281500000001,i\nA,30058,6281500000001,i\n";
    private static readonly string[] Editing = ["ReviewStep: SheetEditor.ChangeAsync", "ReviewStep: SheetChecks.StartChange"];
    private static readonly string[] TakingBack = ["ReviewStep: SheetEditor.UndoAsync", "ReviewStep: SheetChecks.StartUndo"];

    public static IReadOnlyList<PageAction> All { get; } =
    [
        new("write a cell", Roles.Manager, [.. Editing, "ReviewGrid.ChangeAsync"], async stage => Grid(await OpenAsync(stage, Sheet), grid => grid.ChangeAsync([new(2, 0, 2, "6281500000001")]))),
        new("paste a block", Roles.Manager, [.. Editing, "ReviewGrid.ChangeAsync"], async stage => Grid(await OpenAsync(stage, Sheet), grid => grid.ChangeAsync([new(2, 0, 0, "X"), new(2, 1, 0, "Y")]))),
        new("leave a line out in the grid", Roles.Manager, [.. Editing, "ReviewGrid.LeaveOutAsync"], async stage => Grid(await OpenAsync(stage, Sheet), grid => grid.LeaveOutAsync(0, 1))),
        new("take a step back by keyboard", Roles.Manager, [.. TakingBack, "ReviewGrid.UndoAsync"], async stage => Grid(await OpenAsync(stage, Sheet, edited: true), grid => grid.UndoAsync())),
        new("take a step back", Roles.Manager, TakingBack, async stage => ActionStage.Click(await OpenAsync(stage, Sheet, edited: true), "[data-testid=review-undo]")),
        new("save a line", Roles.Manager, Editing, async stage =>
        {
            var page = await OpenLineAsync(stage);
            await page.InvokeAsync(() => page.Find("#line-cell-0").ChangeAsync(new() { Value = "Z" }));
            return ActionStage.Submit(page, "[data-testid=line-panel] form");
        }),
        new("leave a line out", Roles.Manager, Editing, async stage => ActionStage.Click(await OpenLineAsync(stage), "[data-testid=line-leave-out]")),
        new("correct all lines of a kind", Roles.Manager, Editing, async stage =>
        {
            var page = await OpenAsync(stage, Sheet, show: "PhoneLeadingZero");
            await ActionStage.Click(page, "[data-testid=fix-AddCountryCode]")();
            return ActionStage.Click(page, "[data-testid=fix-apply]");
        }),
        new("leave all lines of a kind out", Roles.Manager, Editing, async stage => ActionStage.Click(await OpenAsync(stage, Sheet, show: "PhoneLeadingZero"), "[data-testid=fix-LeaveOut]")),
        new("take all lines in again", Roles.Manager, Editing, async stage => ActionStage.Click(await OpenAsync(stage, Sheet, show: "leftout", leftOut: true), "[data-testid=take-in-all]")),
        new("leave out what stands twice", Roles.Manager, Editing, async stage => ActionStage.Click(await OpenAsync(stage, Doubles), "[data-testid^=leave-out-Same]")),
        new("keep the first of what stands twice", Roles.Manager, Editing, async stage => ActionStage.Click(await CompareAsync(stage), "[data-testid=keep-first]")),
        new("keep the last of what stands twice", Roles.Manager, Editing, async stage => ActionStage.Click(await CompareAsync(stage), "[data-testid=keep-last]")),
        new("keep this one of what stands twice", Roles.Manager, Editing, async stage => ActionStage.Click(await CompareAsync(stage), "[data-testid=duplicates] td button, [data-testid=duplicates] th button")),
        new("look again what is foreseen", Roles.Manager, ["ReviewStep: Forecast.RefreshAsync"], async stage => ActionStage.Click(await OpenAsync(stage, Sheet), "[data-testid=forecast-again]")),
        new("confirm a sheet", Roles.Manager, ["AssignPage: BatchStore.ConfirmAsync"], async stage => ActionStage.Click(await OpenAsync(stage, Sheet), "[data-testid=batch-confirm]")) { Audit = "batch.confirm" },
        new("confirm a sheet that was looked at long ago", Roles.Manager, ["ReviewStep: Forecast.RefreshAsync", "AssignPage: BatchStore.ConfirmAsync"], async stage =>
            ActionStage.Click(await OpenAsync(stage, Sheet, foreseenAgo: TimeSpan.FromMinutes(5)), "[data-testid=batch-confirm]")) { Audit = "batch.confirm" },
        new("read further lines", Roles.Manager, ["ReviewGrid.ViewAsync"], async stage =>
        {
            var page = await OpenAsync(stage, SheetRig.Sheet(200));
            return async () =>
            {
                await Grid(page, grid => grid.ViewAsync(100))();
                stage.Seen = page.FindAll("[data-row='110']").Count > 0 ? "line 110" : "";
            };
        }),
        new("copy lines", Roles.Manager, ["ReviewGrid.CopyAsync"], async stage => Grid(await OpenAsync(stage, Sheet), async grid => stage.Seen = string.Join('|', (await grid.CopyAsync(0, 2, 0, 3) ?? []).SelectMany(x => x)))),
        new("open a line from the grid", Roles.Manager, ["ReviewGrid.OpenAsync"], async stage =>
        {
            var page = await OpenAsync(stage, Sheet);
            return async () =>
            {
                await Grid(page, grid => grid.OpenAsync(3))();
                stage.Seen = page.FindAll("[data-testid=line-panel]").Count > 0 ? "a line" : "";
            };
        }),
        new("follow the cursor to a line", Roles.Manager, ["ReviewGrid.MovedAsync"], async stage =>
        {
            var page = await OpenLineAsync(stage);
            return async () =>
            {
                await Grid(page, grid => grid.MovedAsync(4))();
                stage.Seen = page.FindAll("[data-testid=line-panel][data-line='4']").Count > 0 ? "line 4" : "";
            };
        }),
    ];

    private static Func<Task> Grid(IRenderedComponent<AssignPage> page, Func<ReviewGrid, Task> call)
    {
        var grid = page.FindComponent<ReviewGrid>();
        return () => grid.InvokeAsync(() => call(grid.Instance));
    }

    private static async Task<IRenderedComponent<AssignPage>> OpenAsync(ActionStage stage, string sheet, string? show = null, bool edited = false, bool leftOut = false, TimeSpan foreseenAgo = default)
    {
        var batch = await stage.CheckAsync(sheet);
        var change = leftOut ? SheetChange.LeaveOut(new() { Numbers = [2] }, true) : edited ? SheetChange.Cells([new(2, 0, "B")]) : null;
        if (change is not null) await stage.Get<SheetEditor>().ChangeAsync(batch.Id, batch.Revision, change, ChangingIdentity.Account, CancellationToken.None);
        if (foreseenAgo > TimeSpan.Zero) await stage.WriteAsync(async db => (await db.Batches.SingleAsync(x => x.Id == batch.Id)).ForecastAt -= foreseenAgo);
        stage.GoTo($"{Links.Draft(batch.Id)}&show={show}");
        var page = stage.Render<AssignPage>();
        page.WaitForElement("[data-testid=review-row]", ActionStage.Patience);
        return page;
    }

    private static async Task<IRenderedComponent<AssignPage>> OpenLineAsync(ActionStage stage)
    {
        var page = await OpenAsync(stage, Sheet);
        await Grid(page, grid => grid.OpenAsync(3))();
        page.WaitForElement("[data-testid=line-save]", ActionStage.Patience);
        return page;
    }

    private static async Task<IRenderedComponent<AssignPage>> CompareAsync(ActionStage stage)
    {
        var page = await OpenAsync(stage, Doubles);
        await ActionStage.Click(page, "[data-testid=compare]")();
        return page;
    }
}
