using System.Text.RegularExpressions;
using Dashboard.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>A Manager hides personal data for a shared screen, and looks at one phone.</summary>
public sealed partial class PersonalDataTests(Browser browser, AppFixture app)
{
    [Fact]
    public async Task Switched_on_in_the_menu_the_grid_is_masked_and_one_phone_shows_by_a_click_that_is_in_the_audit_log()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await manager.SignInAsync("Manager", "/tasks?sort=-id");
        await manager.SettleAsync();
        var phones = page.Locator("td.cell-phone");
        var whole = await phones.AllTextContentsAsync();
        Assert.All(whole, x => Assert.Matches("^[0-9]{9,}$", x));

        var other = await page.Context.NewPageAsync();
        await other.GotoAsync($"/tasks/{await page.GetByTestId("task-row").First.GetAttributeAsync("data-task-id")}");
        await Expect(other.Locator("dl [data-phone]")).ToHaveTextAsync(whole[0]);

        await HideAsync(manager);

        // In the other tab too.
        await Expect(other.Locator("dl [data-phone]")).ToContainTextAsync("****");
        await other.CloseAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"/tasks\?sort=-id$"));
        await manager.SettleAsync();
        var hidden = await page.ContentAsync();
        Assert.All(whole, x => Assert.DoesNotContain(x, hidden, StringComparison.Ordinal));
        Assert.All(await phones.AllTextContentsAsync(), x => Assert.Matches(Mask(), x));
        var row = page.GetByTestId("task-row").Nth(1);
        var (id, height) = (await row.GetAttributeAsync("data-task-id"), (await row.BoundingBoxAsync())!.Height);

        // By keyboard: the button has a name, and what it shows has the focus afterwards.
        await row.GetByRole(AriaRole.Button, new() { Name = "Show phone" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(row.Locator("[data-unmasked]")).ToBeFocusedAsync();
        await Expect(row.Locator("td.cell-phone")).ToHaveTextAsync(whole[1]);
        await Expect(page.Locator("[data-unmasked]")).ToHaveCountAsync(1);
        Assert.Equal(height, (await row.BoundingBoxAsync())!.Height);
        Assert.DoesNotContain("task=", page.Url, StringComparison.Ordinal);
        Assert.Empty(await manager.InspectAsync("personal-hidden"));

        // On another page it is hidden again, and so it is after a reload.
        await page.Locator("nav.nav a[href='/batches']").ClickAsync();
        await page.GoBackAsync();
        await manager.SettleAsync();
        await Expect(page.Locator("[data-unmasked]")).ToHaveCountAsync(0);

        await page.GetByTestId("personal-hidden").Locator("summary").ClickAsync();
        await page.GetByTestId("personal-hidden").GetByTestId("personal-show").Locator("button").ClickAsync();
        await Expect(page.GetByTestId("personal-hidden")).ToHaveCountAsync(0);
        await Expect(phones.Nth(1)).ToHaveTextAsync(whole[1]);
        Assert.Empty(manager.Complaints);

        await using var admin = await browser.VisitAsync(app.Url);
        await admin.SignInAsync("Admin", "/audit?action=personal.unmask");
        var entry = admin.Page.GetByTestId("audit-row").Filter(new() { HasTextRegex = new Regex($"Task {id}(?![0-9])") });
        await Expect(entry).ToHaveCountAsync(1);
        await Expect(entry).ToContainTextAsync("Showed a hidden value");
        await Expect(entry).ToContainTextAsync("Phone");
        Assert.DoesNotContain(whole[1], await admin.Page.ContentAsync(), StringComparison.Ordinal);
        await admin.ShootAsync("personal-audit");
    }

    [Theory, InlineData("light", "en", false), InlineData("dark", "zh-CN", false), InlineData("light", "zh-CN", true), InlineData("dark", "en", true)]
    public async Task It_looks_as_it_should(string theme, string culture, bool phone)
    {
        await using var manager = await browser.VisitAsync(app.Url, phone, theme == "dark", culture);
        var page = manager.Page;
        var look = $"{theme}-{culture}{(phone ? "-phone" : "")}";
        await manager.SignInAsync("Manager", "/tasks");
        await manager.SettleAsync();
        await page.Locator("summary.person").ClickAsync();
        var findings = new List<string>(await manager.InspectAsync($"personal-menu-{look}"));
        await page.GetByTestId("personal-hide").Locator("button").ClickAsync();
        await page.GetByTestId("personal-hidden").WaitForAsync();
        await manager.SettleAsync();
        var row = page.GetByTestId("task-row").First;
        var id = await row.GetAttributeAsync("data-task-id");

        // A card of a phone has no room for the number: its task's page has.
        if (!phone)
        {
            await row.GetByTestId("unmask").First.ClickAsync();
            await row.Locator("[data-unmasked]").WaitForAsync();
        }
        findings.AddRange(await manager.InspectAsync($"personal-grid-{look}"));
        await manager.OpenAsync($"/tasks/{id}");
        findings.AddRange(await manager.InspectAsync($"personal-task-{look}"));
        if (phone)
        {
            await page.GetByTestId("unmask").First.ClickAsync();
            await page.Locator("[data-unmasked]").WaitForAsync();
        }
        await page.GetByTestId("personal-hidden").Locator("summary").ClickAsync();
        findings.AddRange(await manager.InspectAsync($"personal-sign-{look}"));

        Assert.Empty(findings);
    }

    [Fact]
    public async Task A_batch_and_its_orders_are_masked_and_one_amount_shows_by_a_click()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await manager.SignInAsync("Manager", "/assign");
        await HideAsync(manager);
        var sheet = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllLinesAsync(sheet, ["name,auth_id,user_phone,user_name,assignee_username,total_amount,order_number,order_phone_number,loan_amount,due_amount",
            "Loans,30058,6287759753186,Ann,incs_1,83917.25,O1,6287759753186,60000.00,63917.25", "Loans,30058,6287759753186,Ann,incs_1,83917.25,O2,6287759753186,20000.00,20000.00"], TestContext.Current.CancellationToken);
        await Sheets.AssignAsync(page, sheet);
        await Expect(page.GetByTestId("batch-state")).ToHaveTextAsync("Completed", new() { Timeout = 120_000 });

        await page.GetByTestId("assignment-row").First.Locator("a.num").ClickAsync();
        await page.GetByTestId("assignment-panel").WaitForAsync();
        var findings = new List<string>(await manager.InspectAsync("personal-batch"));
        Assert.DoesNotContain("59753", await page.ContentAsync(), StringComparison.Ordinal);

        await page.GetByTestId("assignment-row").First.Locator("a.mono").First.ClickAsync();
        var amount = page.GetByRole(AriaRole.Button, new() { Name = "Show due amount" });
        await Expect(amount).ToHaveCountAsync(2);
        await amount.Last.ClickAsync();
        await Expect(page.Locator("[data-unmasked]")).ToHaveTextAsync("20000.00");
        findings.AddRange(await manager.InspectAsync("personal-orders"));

        Assert.DoesNotContain("63917.25", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(findings);
        File.Delete(sheet);
    }

    private static async Task HideAsync(Visitor visitor)
    {
        var page = visitor.Page;
        // A menu that is opened before the page has its circuit closes when it gets it.
        await visitor.SettleAsync();
        await page.Locator("summary.person").ClickAsync();
        await page.GetByTestId("personal-hide").Locator("button").ClickAsync();
        await page.GetByTestId("personal-hidden").WaitForAsync();
    }

    [GeneratedRegex(@"^[0-9]{4}\*{4}[0-9]{4}visibility$")]
    private static partial Regex Mask();
}
