using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Assign;

public abstract class AssignPageTests : ComponentTest, IAsyncLifetime
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    protected AssignPageTests(string role) : base(role)
    {
    }

    private protected SheetRig Rig { get; private set; } = null!;

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    public async ValueTask InitializeAsync()
    {
        Rig = await SheetRig.CreateAsync();
        Services.AddReview(Rig);
        Services.AddSingleton<MappingMemory>();
        Services.AddSingleton<KnownAccounts>();
        Services.AddSingleton<SpreadPreviews>();
        Services.AddSingleton(Rig.Folder);
        Services.AddSingleton<SheetReading>();
        Services.AddSingleton<DispatchSignal>();
        Services.AddSingleton<BatchStore>();
        Services.AddSingleton<AuditTrail>();
        Services.AddSingleton<AntiforgeryStateProvider, NoAntiforgery>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await Rig.DisposeAsync();
    }

    private IRenderedComponent<AssignPage> Open(Batch batch)
    {
        Navigation.NavigateTo(Links.Draft(batch.Id));
        return Render<AssignPage>();
    }

    public sealed class For_a_manager() : AssignPageTests(Roles.Manager)
    {
        [Fact]
        public void The_first_step_has_the_file_input_and_the_columns()
        {
            Navigation.NavigateTo(Links.Assign);

            var page = Render<AssignPage>();

            Assert.NotNull(page.Find("[data-testid=sheet-input]"));
            Assert.Equal(SheetField.All.Select(x => x.Name), page.FindAll("tbody .mono").Select(x => x.TextContent));
        }

        [Fact]
        public async Task A_sheet_goes_from_its_columns_through_the_check_to_a_running_batch()
        {
            var batch = await Rig.UploadAsync(SheetRig.Sheet(5));
            var page = Open(batch);

            await page.WaitForElement("[data-testid=mapping-confirm]", Generous).ClickAsync(new());
            await page.WaitForElement("[data-testid=batch-confirm]", Generous).ClickAsync(new());

            page.WaitForAssertion(() => Assert.EndsWith(Links.Batch(batch.Id), Navigation.Uri, StringComparison.Ordinal), Generous);
            var confirmed = await Rig.Database.BatchAsync(batch.Id);
            Assert.Equal((BatchState.Running, "Manager@test"), (confirmed.State, confirmed.ConfirmedBy));
            await using var db = Rig.Database.CreateDbContext();
            Assert.Equal("batch.confirm", (await db.AuditEntries.SingleAsync(Xunit.TestContext.Current.CancellationToken)).Action);
        }

        [Fact]
        public async Task A_missing_column_keeps_the_check_closed_until_it_is_chosen()
        {
            var page = Open(await Rig.UploadAsync("name,auth_id,contact,assignee_username\nA,1,see notes,i\n"));
            page.WaitForElement("[data-testid=mapping-missing]", Generous);
            Assert.True(page.Find("[data-testid=mapping-confirm]").HasAttribute("disabled"));

            await page.Find("[data-column='2'] select").ChangeAsync(new ChangeEventArgs { Value = "user_phone" });

            Assert.Empty(page.FindAll("[data-testid=mapping-missing]"));
            Assert.False(page.Find("[data-testid=mapping-confirm]").HasAttribute("disabled"));
        }

        [Fact]
        public async Task The_mapping_that_is_checked_with_is_remembered_and_another_name_is_in_the_audit_log()
        {
            var first = Open(await Rig.UploadAsync(SheetRig.Sheet(2)));
            await first.WaitForElement("[data-testid=mapping-confirm]", Generous).ClickAsync(new());
            first.WaitForElement("[data-testid=review-summary]", Generous);
            var second = Open(await Rig.UploadAsync(SheetRig.Sheet(3)));
            second.WaitForElement("[data-testid=mapping-remembered]", Generous);

            await second.Find("[data-testid=mapping-name]").ChangeAsync(new ChangeEventArgs { Value = "Jakarta" });
            await second.Find("[data-testid=mapping-confirm]").ClickAsync(new());
            second.WaitForElement("[data-lines=\"3\"]", Generous);

            await using var db = Rig.Database.CreateDbContext();
            var token = Xunit.TestContext.Current.CancellationToken;
            Assert.Equal(("Jakarta", "Manager@test"), await db.SavedMappings.Select(x => ValueTuple.Create(x.Name, x.UsedBy)).SingleAsync(token));
            Assert.Equal(("mapping.rename", "sheet → Jakarta"), await db.AuditEntries.Select(x => ValueTuple.Create(x.Action, x.Detail!)).SingleAsync(token));
        }

        [Fact]
        public async Task A_sheet_that_the_check_refuses_says_why()
        {
            var page = Open(await Rig.UploadAsync(SheetRig.Sheet(3) + "\"x,1\n"));

            await page.WaitForElement("[data-testid=mapping-confirm]", Generous).ClickAsync(new());

            Assert.Contains("Line 5 opens a quote", page.WaitForElement("[data-testid=sheet-refused]", Generous).TextContent, StringComparison.Ordinal);
        }

        [Fact]
        public async Task The_file_is_shown_by_its_first_lines_and_read_differently_by_hand()
        {
            var page = Open(await Rig.UploadAsync("name;note\nM\u9ED1ler;x,y\n", "gb18030"));
            Assert.Contains("M\u9ED1ler", page.WaitForElement("[data-testid=sheet-preview]", Generous).TextContent, StringComparison.Ordinal);

            await page.Find("[data-testid=sheet-delimiter]").ChangeAsync(new ChangeEventArgs { Value = "," });

            page.WaitForAssertion(() => Assert.Contains("name;note", page.Find("[data-testid=sheet-preview] thead").TextContent, StringComparison.Ordinal), Generous);
            Assert.Equal(["name;note"], page.FindAll("td strong").Select(x => x.TextContent));
        }

        [Fact]
        public async Task An_encoding_that_does_not_fit_is_refused_in_place_and_nothing_changes()
        {
            var batch = await Rig.UploadAsync("任务名称,手机号\n回访,6281\n", "gb18030");
            var page = Open(batch);

            await page.WaitForElement("[data-testid=sheet-encoding]", Generous).ChangeAsync(new ChangeEventArgs { Value = "utf-8" });

            Assert.Contains("Line 1 holds bytes that are no UTF-8", page.WaitForElement("[data-testid=sheet-refused]", Generous).TextContent, StringComparison.Ordinal);
            Assert.Equal("gb18030", (await Rig.Database.BatchAsync(batch.Id)).Encoding);
        }

        [Fact]
        public async Task Another_tab_of_a_workbook_is_chosen()
        {
            var page = Open(await Rig.UploadAsync(new TestWorkbook().Tab("First", [["name"], ["x"]]).Tab("Second", [["customer"], ["y"]]).ToBytes()));
            await page.WaitForElement("[data-testid=sheet-tab]", Generous).ChangeAsync(new ChangeEventArgs { Value = "Second" });

            page.WaitForAssertion(() => Assert.Contains("customer", page.Find("[data-testid=sheet-preview] thead").TextContent, StringComparison.Ordinal), Generous);
        }

        [Fact]
        public async Task A_checked_draft_opens_at_its_review()
        {
            var page = Open(await Rig.CheckAsync(SheetRig.Sheet(3)));

            Assert.NotNull(page.WaitForElement("[data-testid=review-summary]", Generous));
        }

        [Fact]
        public async Task A_sheet_that_is_gone_says_so()
        {
            var batch = await Rig.UploadAsync(SheetRig.Sheet(3));
            File.Delete(Rig.Folder.PathOf(batch.StoredFile!));

            var page = Open(batch);

            page.WaitForAssertion(() => Assert.Contains("There is no such sheet", page.Markup, StringComparison.Ordinal), Generous);
        }

        [Fact]
        public async Task Another_sheet_on_the_same_page_is_shown_instead()
        {
            var first = await Rig.CheckAsync(SheetRig.Sheet(3));
            var second = await Rig.CheckAsync(SheetRig.Sheet(4));
            var page = Open(first);
            page.WaitForElement("[data-lines=\"3\"]", Generous);

            Navigation.NavigateTo(Links.Draft(second.Id));
            page.Render();

            Assert.NotNull(page.WaitForElement("[data-lines=\"4\"]", Generous));
        }
    }

    public sealed class For_a_viewer() : AssignPageTests(Roles.Viewer)
    {
        [Fact]
        public async Task Confirming_is_refused_on_the_server()
        {
            var batch = await Rig.CheckAsync(SheetRig.Sheet(3));
            var page = Open(batch);

            await page.WaitForElement("[data-testid=batch-confirm]", Generous).ClickAsync(new());

            Assert.Equal(BatchState.Draft, (await Rig.Database.BatchAsync(batch.Id)).State);
        }
    }

    private sealed class NoAntiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
