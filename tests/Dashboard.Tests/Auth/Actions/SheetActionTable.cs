using System.Text;
using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Tests.Auth.Actions;

/// <summary>What is done to a sheet before its review.</summary>
internal static class SheetActionTable
{
    private const string Header = "name,auth_id,user_phone,assignee_username";
    private static readonly string[] Reading = ["SheetFile: SheetReading.ChangeAsync"];
    private static readonly object?[][] Rows = [["name", "auth_id", "user_phone", "assignee_username"], ["A", 1, "6281500000001", "i"]];
    private static int nextColumn;

    public static IReadOnlyList<PageAction> All { get; } =
    [
        new("check a sheet", Roles.Manager, ["AssignPage: MappingMemory.SaveAsync", "AssignPage: SheetChecks.Start"], async stage =>
            ActionStage.Click(Open(stage, await stage.UploadAsync(Sheet(Header))), "[data-testid=mapping-confirm]")),
        new("check a sheet, its mapping under another name", Roles.Manager, ["AssignPage: MappingMemory.SaveAsync", "AssignPage: SheetChecks.Start"], async stage =>
        {
            var (first, second) = Alike();
            await ActionStage.Click(Open(stage, await stage.UploadAsync(first)), "[data-testid=mapping-confirm]")();
            var page = Open(stage, await stage.UploadAsync(second));
            await page.InvokeAsync(() => page.WaitForElement("[data-testid=mapping-name]", ActionStage.Patience).ChangeAsync(new() { Value = "Others" }));
            return ActionStage.Click(page, "[data-testid=mapping-confirm]");
        }) { Audit = "mapping.rename" },
        new("read a sheet in another encoding", Roles.Manager, Reading, async stage =>
            Choose(Open(stage, await stage.UploadAsync(Sheet(Header))), "sheet-encoding", "gb18030")) { Audit = "sheet.read" },
        new("read a sheet with another delimiter", Roles.Manager, Reading, async stage =>
            Choose(Open(stage, await stage.UploadAsync(Sheet(Header))), "sheet-delimiter", ";")) { Audit = "sheet.read" },
        new("read another tab of a workbook", Roles.Manager, Reading, async stage =>
            Choose(Open(stage, await stage.UploadAsync(new TestWorkbook().Tab("One", Rows).Tab("Two", Rows).ToBytes())), "sheet-tab", "Two")) { Audit = "sheet.read" },
        new("read a corrected sheet in another encoding", Roles.Manager, Reading, async stage =>
        {
            var batch = await stage.CheckAsync(Encoding.UTF8.GetString(Sheet(Header)));
            await stage.Get<SheetEditor>().ChangeAsync(batch.Id, batch.Revision, SheetChange.Cells([new(2, 0, "B")]), ChangingIdentity.Account, CancellationToken.None);
            await stage.WriteAsync(async db => (await db.Batches.FindAsync(batch.Id))!.CheckedAt = null);
            var page = Open(stage, batch);
            await Choose(page, "sheet-encoding", "gb18030")();
            return ActionStage.Click(page, "[data-testid=sheet-reread-confirm]");
        }) { Audit = "sheet.read" },
        new("forget a remembered mapping", Roles.Manager, ["RememberedNote: MappingMemory.ForgetAsync"], async stage =>
        {
            var (first, second) = Alike();
            await ActionStage.Click(Open(stage, await stage.UploadAsync(first)), "[data-testid=mapping-confirm]")();
            var page = Open(stage, await stage.UploadAsync(second));
            await ActionStage.Click(page, "[data-testid=mapping-forget]")();
            return ActionStage.Click(page, "[data-testid=mapping-forget-confirm]");
        }) { Audit = "mapping.delete" },
    ];

    /// <summary>The page of a draft.</summary>
    public static IRenderedComponent<AssignPage> Open(ActionStage stage, Batch batch)
    {
        stage.GoTo(Links.Draft(batch.Id));
        return stage.Render<AssignPage>();
    }

    // A column of its own each time: mappings are remembered by the headers.
    private static (byte[] First, byte[] Second) Alike()
    {
        var header = $"{Header},own {Interlocked.Increment(ref nextColumn)}";
        return (Sheet(header), Sheet(header));
    }

    private static byte[] Sheet(string header) => Encoding.UTF8.GetBytes($"{header}\nA,30058,6281500000001,incs_1{new string(',', header.Count(x => x == ',') - 3)}\n");

    private static Func<Task> Choose<T>(IRenderedComponent<T> page, string name, string value) where T : IComponent
    {
        var field = page.WaitForElement($"[data-testid={name}]", ActionStage.Patience);
        return () => page.InvokeAsync(() => field.ChangeAsync(new() { Value = value }));
    }
}
