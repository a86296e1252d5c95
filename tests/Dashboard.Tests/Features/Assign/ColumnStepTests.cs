using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Features.Tasks;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Assign;

public sealed class ColumnStepTests : ComponentTest, IAsyncLifetime
{
    private const string Whole = "name,auth_id,user_phone,assignee_username\nA,1,6281500000001,incs_1\n";
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);
    private SheetRig rig = null!;
    private MappingMemory memory = null!;
    private ColumnChoice? confirmed;

    public async ValueTask InitializeAsync()
    {
        rig = await SheetRig.CreateAsync();
        memory = new(rig.Database, Time);
        Services.AddSingleton<IDbContextFactory<DashboardDb>>(rig.Database);
        Services.AddSingleton(rig.Queries);
        Services.AddSingleton(memory);
        Services.AddSingleton(rig.Folder);
        Services.AddSingleton<KnownAccounts>();
        Services.AddSingleton<SpreadPreviews>();
        Services.AddSingleton<AuditTrail>();
        Services.AddSingleton<IAuthorizationService, DefaultAuthorizationService>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await rig.DisposeAsync();
    }

    [Fact]
    public async Task A_column_shows_three_different_values_and_how_it_was_matched()
    {
        var step = await OpenAsync("No HP,kolom,cabang\n6281500000001,incs_1,Bali\n6281500000002,incs_1,\n6281500000002,incs_2,\n6281500000003,incs_2,\n6281500000004,incs_2,\n");

        Assert.Equal(["6281500000001", "6281500000002", "6281500000003"], step.FindAll("[data-column='0'] .sample").Select(x => x.TextContent));
        Assert.Equal("by its name", How(step, 0));
        Assert.Equal("by its values: please check", How(step, 1));
        Assert.Equal("kept with the line, not sent", How(step, 2));
    }

    [Fact]
    public async Task What_is_missing_is_said_in_words_with_what_to_do()
    {
        var step = await OpenAsync("cabang\nBali\n");

        Assert.Equal(["name", "auth_id", "user_phone", "assignee_username"], step.FindAll("[data-testid=mapping-missing] .mono").Select(x => x.TextContent));
        Assert.Contains("every line needs its own", step.Find("[data-testid=mapping-missing]").TextContent, StringComparison.Ordinal);
        Assert.True(step.Find("[data-testid=mapping-confirm]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_required_field_has_a_badge_and_no_star()
    {
        var step = await OpenAsync(Whole);

        Assert.Equal(4, step.FindAll("td .badge").Count);
        Assert.DoesNotContain(step.FindAll("option"), x => x.TextContent.Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_field_chosen_for_a_second_column_moves_there()
    {
        var step = await OpenAsync("name,auth_id,phone,assignee_username,backup\nA,1,x,i,6281500000001\n");

        await step.Find("[data-column='4'] select").ChangeAsync(new ChangeEventArgs { Value = SheetField.Phone });

        Assert.Equal("kept with the line, not sent", How(step, 2));
        Assert.Equal("chosen by hand", How(step, 4));
        await ConfirmAsync(step);
        Assert.Equal(4, confirmed!.Mapping.Columns[SheetField.Phone]);
    }

    [Fact]
    public async Task Defaults_stand_in_for_missing_columns()
    {
        var step = await OpenAsync("phone\n6281500000001\n");

        foreach (var (field, value) in new[] { ("name", "April"), ("auth_id", "30058"), ("description", "first"), ("assignee_username", "incs_1") })
            await step.Find($"[data-testid=default-{field}]").InputAsync(new ChangeEventArgs { Value = value });

        await ConfirmAsync(step);
        Assert.Equal(["assignee_username=incs_1", "auth_id=30058", "description=first", "name=April"], confirmed!.Mapping.Defaults.Select(x => $"{x.Key}={x.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Accounts_are_added_in_one_go_weighed_and_removed()
    {
        var step = await OpenAsync("name,auth_id,phone\nA,1,6281500000001\nA,1,6281500000002\nA,1,6281500000003\nA,1,6281500000004\n");
        await step.Find("[data-testid=spread-byweight]").ChangeAsync(new ChangeEventArgs { Value = "ByWeight" });
        await step.Find("[data-testid=spread-add]").InputAsync(new ChangeEventArgs { Value = "incs_1，incs_2 incs_3; incs_1" });
        await step.Find("form.add").SubmitAsync();

        await step.Find("[data-account=incs_1] input").ChangeAsync(new ChangeEventArgs { Value = "3" });
        await step.Find("[data-account=incs_2] input").ChangeAsync(new ChangeEventArgs { Value = "1000" });
        await step.Find("[data-account=incs_2] button").ClickAsync(new());

        step.WaitForAssertion(() => Assert.Equal([("incs_1", "3"), ("incs_3", "1")], step.FindAll("tr[data-account]").Select(x => (x.GetAttribute("data-account"), x.GetAttribute("data-tasks")))), Generous);
        await ConfirmAsync(step);
        Assert.Equal([new("incs_1", 3), new("incs_3")], confirmed!.Mapping.Spread.Accounts);
    }

    [Fact]
    public async Task The_last_owner_is_previewed_with_those_whom_nobody_had()
    {
        await rig.Database.AddTasksAsync(TaskData.Mirrored(1, x => (x.UserPhone, x.AssigneeUsername) = ("6281500000001", "incs_9")));
        var step = await OpenAsync("name,auth_id,phone\nA,1,6281500000001\nA,1,6281500000002\n");

        await step.Find("[data-testid=spread-lastowner]").ChangeAsync(new ChangeEventArgs { Value = "LastOwner" });

        Assert.Contains("1 of 2", step.WaitForElement("[data-testid=spread-owners]", Generous).TextContent, StringComparison.Ordinal);
        Assert.Contains("1 tasks would have nobody", step.Find("[data-testid=spread-without]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["incs_9"], step.FindAll("datalist option").Select(x => x.GetAttribute("value")));
    }

    [Fact]
    public async Task A_spread_takes_the_place_of_one_account_for_all()
    {
        var step = await OpenAsync("name,auth_id,phone\nA,1,6281500000001\n");
        await step.Find("[data-testid=default-assignee_username]").InputAsync(new ChangeEventArgs { Value = "incs_1" });

        await step.Find("[data-testid=spread-lastowner]").ChangeAsync(new ChangeEventArgs { Value = "LastOwner" });

        await ConfirmAsync(step);
        Assert.Empty(confirmed!.Mapping.Defaults);
    }

    [Fact]
    public async Task A_sheet_with_known_headers_has_the_remembered_mapping_and_says_whose_it_is()
    {
        await RememberAsync("name,auth_id,phone,backup,assignee_username");

        var step = await OpenAsync("phone,backup,name,auth_id,assignee_username\nx,6281500000001,A,1,i\n");

        Assert.Contains("Mapping “April sheet”", step.Find("[data-testid=mapping-remembered]").TextContent, StringComparison.Ordinal);
        Assert.Contains("mei@test", step.Find("[data-testid=mapping-remembered]").TextContent, StringComparison.Ordinal);
        Assert.Equal("remembered", How(step, 1));
        Assert.Equal("April sheet", step.Find("[data-testid=mapping-name]").GetAttribute("value"));
    }

    [Fact]
    public async Task Guess_again_leaves_the_remembered_mapping()
    {
        await RememberAsync("name,auth_id,phone,backup,assignee_username");
        var step = await OpenAsync("name,auth_id,phone,backup,assignee_username\nA,1,6281500000001,x,i\n");

        await step.Find("[data-testid=mapping-guess]").ClickAsync(new());

        Assert.Equal("by its name", How(step, 2));
        Assert.Empty(step.FindAll("[data-testid=mapping-remembered]"));
    }

    [Fact]
    public async Task Forgetting_asks_first_and_is_in_the_audit_log()
    {
        await RememberAsync("name,auth_id,phone,backup,assignee_username");
        var step = await OpenAsync("name,auth_id,phone,backup,assignee_username\nA,1,6281500000001,x,i\n");

        await step.Find("[data-testid=mapping-forget]").ClickAsync(new());
        await step.Find("[data-testid=mapping-forget-confirm]").ClickAsync(new());

        await using var db = rig.Database.CreateDbContext();
        var token = Xunit.TestContext.Current.CancellationToken;
        Assert.Equal(0, await db.SavedMappings.CountAsync(token));
        Assert.Equal(("mapping.delete", "April sheet"), await db.AuditEntries.Select(x => ValueTuple.Create(x.Action, x.Detail!)).SingleAsync(token));
        Assert.Equal("sheet", step.Find("[data-testid=mapping-name]").GetAttribute("value"));
    }

    [Fact]
    public async Task The_name_it_is_remembered_as_can_be_written()
    {
        var step = await OpenAsync(Whole);

        await step.Find("[data-testid=mapping-name]").ChangeAsync(new ChangeEventArgs { Value = "Jakarta" });

        await ConfirmAsync(step);
        Assert.Equal("Jakarta", confirmed!.Name);
    }

    [Fact]
    public async Task The_columns_that_our_own_files_add_are_not_asked_about()
    {
        var step = await OpenAsync("line,name,auth_id,phone,assignee_username,errors\n2,A,1,6281500000001,i,x\n");

        Assert.Equal(["1", "2", "3", "4"], step.FindAll("tr[data-column]").Select(x => x.GetAttribute("data-column")));
    }

    private static string How(IRenderedComponent<ColumnStep> step, int column) => step.Find($"[data-column='{column}'] .how").TextContent.Replace("visibility", "", StringComparison.Ordinal).Trim();

    private static Task ConfirmAsync(IRenderedComponent<ColumnStep> step) => step.Find("[data-testid=mapping-confirm]").ClickAsync(new());

    // The backup is the phone: no guess would find it.
    private Task<string?> RememberAsync(string headers) => memory.SaveAsync(headers.Split(','),
        new() { Columns = new() { [SheetField.TaskName] = 0, [SheetField.AuthId] = 1, [SheetField.Phone] = 3, [SheetField.Assignee] = 4 } }, "April sheet", "mei@test", default);

    private async Task<IRenderedComponent<ColumnStep>> OpenAsync(string sheet)
    {
        var draft = await rig.UploadAsync(sheet);
        var step = Render<ColumnStep>(x => x.Add(p => p.Draft, draft).Add(p => p.OnConfirm, choice => confirmed = choice));
        step.WaitForElement("[data-testid=mapping-confirm]", Generous);
        step.WaitForAssertion(() => Assert.NotNull(step.Find("[data-testid=mapping-name]").GetAttribute("value")), Generous);
        return step;
    }
}
