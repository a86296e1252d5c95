using System.Globalization;
using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Features.Tasks;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Assign;

public sealed class ForgetPageTests : ComponentTest, IAsyncLifetime
{
    private const string Phone = "6281512345678";
    private SheetRig rig = null!;

    public ForgetPageTests() : base(Roles.Admin) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new("en");

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        rig = await SheetRig.CreateAsync();
        var forgotten = new ForgottenCustomers(new EphemeralDataProtectionProvider());
        var search = new ForgetSearch(rig.Database, forgotten);
        Services.AddSingleton<IAuthorizationService, DefaultAuthorizationService>();
        Services.AddSingleton(search);
        Services.AddSingleton(new Forgetting(rig.Database, forgotten, search, rig.Folder, Time));
        Services.AddSingleton(new AuditTrail(rig.Database, Time));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await rig.DisposeAsync();
    }

    [Fact]
    public async Task A_customer_is_forgotten_after_the_number_was_shown_and_confirmed_and_the_log_has_no_phone()
    {
        await AddTaskAsync();
        var page = await LookAsync(Phone);
        Assert.Equal("1", page.WaitForElement("[data-testid=forget-found]").GetAttribute("data-total"));
        await page.Find("[data-testid=forget-ask]").ClickAsync(new());
        Assert.Contains("can’t be undone", page.Find("[role=alertdialog]").TextContent, StringComparison.Ordinal);

        await page.Find("[data-testid=forget-confirm]").ClickAsync(new());

        Assert.Contains("6281****5678", page.WaitForElement("[data-testid=forget-done]").TextContent, StringComparison.Ordinal);
        await using var db = rig.Database.CreateDbContext();
        Assert.Equal("", (await db.Tasks.SingleAsync(Cancel)).UserPhone);
        var entry = await db.AuditEntries.SingleAsync(Cancel);
        Assert.Equal(("customer.forget", null, "phone=6281****5678; lines=0; assignments=0; orders_of_others=0; tasks=1; views=0"), (entry.Action, entry.Target, entry.Detail));
    }

    [Fact]
    public async Task A_sheet_that_is_not_confirmed_is_named_and_nothing_can_be_confirmed()
    {
        var draft = await rig.CheckAsync($"name,auth_id,user_phone,assignee_username\nA,30058,{Phone},incs_1\n");

        var page = await LookAsync(Phone);

        Assert.Equal($"/assign?sheet={draft.Id}", page.WaitForElement("[data-testid=forget-refused] a").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-testid=forget-ask]"));
    }

    [Fact]
    public async Task What_is_no_phone_is_not_looked_for()
    {
        var page = await LookAsync("0815");

        Assert.NotEqual("", page.Find("#forget-problem").TextContent);
        Assert.Empty(page.FindAll("[data-testid=forget-found]"));
    }

    private async Task<IRenderedComponent<ForgetPage>> LookAsync(string phone)
    {
        var page = Render<ForgetPage>();
        await page.Find("[data-testid=forget-phone]").InputAsync(new() { Value = phone });
        await page.Find("form").SubmitAsync();
        return page;
    }

    private async Task AddTaskAsync()
    {
        await using var db = rig.Database.CreateDbContext();
        db.Tasks.Add(TaskData.Mirrored(1, x => x.UserPhone = Phone));
        await db.SaveChangesAsync(Cancel);
    }
}
