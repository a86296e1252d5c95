using Dashboard.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>A sheet is corrected in the browser as in a spreadsheet.</summary>
public sealed class ReviewTests(Browser browser, AppFixture app)
{
    private static readonly LocatorAssertionsToHaveAttributeOptions Patient = new() { Timeout = 30_000 };

    [Fact]
    public async Task A_block_from_a_spreadsheet_is_pasted_and_taken_back()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await ReviewAsync(manager, ["A,30058,0811,Siti,incs_1", "B,30058,6281500000002,Adi,incs_1", "C,x,0813,Budi,incs_1"]);
        var summary = page.GetByTestId("review-summary");
        await Expect(summary).ToHaveAttributeAsync("data-assignments", "1", Patient);
        await Cell(page, 2, 1).ClickAsync();

        // As Excel and its like put it on the clipboard.
        await PasteAsync(page, "30059\t6284400000001\n30059\t6284400000002\n30059\t6284400000003\n");

        await Expect(summary).ToHaveAttributeAsync("data-assignments", "3", Patient);
        await Expect(summary).ToHaveAttributeAsync("data-errors", "0");
        await Expect(Cell(page, 4, 2)).ToHaveTextAsync("6284400000003");
        await manager.ShootAsync("review-pasted");

        await page.Keyboard.PressAsync("Control+z");

        await Expect(summary).ToHaveAttributeAsync("data-assignments", "1", Patient);
        await Expect(Cell(page, 4, 2)).ToHaveTextAsync("0813");
        Assert.Empty(manager.Complaints);
    }

    [Fact]
    public async Task A_sheet_is_corrected_with_the_keyboard_alone()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await ReviewAsync(manager, ["A,30058,0811,Siti,incs_1", "B,,6284400000012,Adi,incs_1"]);
        var summary = page.GetByTestId("review-summary");
        await Expect(summary).ToHaveAttributeAsync("data-errors", "2", Patient);
        await page.GetByRole(AriaRole.Grid).FocusAsync();

        foreach (var key in new[] { "ArrowRight", "ArrowRight" }) await page.Keyboard.PressAsync(key);
        await page.Keyboard.TypeAsync("6284400000011");
        await page.Keyboard.PressAsync("Enter");
        await Expect(summary).ToHaveAttributeAsync("data-errors", "1", Patient);
        await Expect(Cell(page, 3, 2)).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("active"));
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("F2");
        await page.Keyboard.TypeAsync("30058");
        await page.Keyboard.PressAsync("Tab");

        await Expect(summary).ToHaveAttributeAsync("data-errors", "0", Patient);
        await Expect(Cell(page, 2, 2)).ToHaveTextAsync("6284400000011");
        Assert.Empty(manager.Complaints);
    }

    [Fact]
    public async Task All_phones_without_a_country_code_get_one_after_a_look_at_before_and_after()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await ReviewAsync(manager, [.. Enumerable.Range(0, 40).Select(i => $"A{i},30058,0844 0000 {i:D4},Siti,incs_1")]);
        var summary = page.GetByTestId("review-summary");
        await Expect(summary).ToHaveAttributeAsync("data-errors", "40", Patient);

        await page.Locator("[data-kind=PhoneLeadingZero]").ClickAsync();
        await page.GetByTestId("fix-AddCountryCode").ClickAsync();
        await Expect(page.GetByTestId("fix-preview").Locator(".after").First).ToHaveTextAsync("6284400000000");
        Assert.Empty(await manager.InspectAsync("review-fix"));
        await page.GetByTestId("fix-apply").ClickAsync();

        await Expect(summary).ToHaveAttributeAsync("data-assignments", "40", Patient);
        await page.GetByTestId("review-undo").ClickAsync();
        await Expect(summary).ToHaveAttributeAsync("data-errors", "40", Patient);
        Assert.Empty(manager.Complaints);
    }

    [Fact]
    public async Task A_customer_that_stands_twice_is_decided_and_exactly_what_is_sent_is_shown()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await ReviewAsync(manager, ["A,30058,6284400000021,Siti,incs_1", "B,30058,6284400000021,Siti,incs_1"]);
        await page.GetByTestId("compare").ClickAsync();
        await page.GetByTestId("duplicates").WaitForAsync();
        Assert.Empty(await manager.InspectAsync("review-duplicates"));

        await page.GetByTestId("keep-last").ClickAsync();

        await Expect(page.GetByTestId("review-summary")).ToHaveAttributeAsync("data-left-out", "1", Patient);
        await page.GetByTestId("review-row").Nth(1).GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByTestId("line-json").ClickAsync();
        await Expect(page.GetByTestId("sent-json")).ToContainTextAsync("\"name\": \"B\"");
        Assert.Empty(await manager.InspectAsync("review-line"));
        Assert.Empty(manager.Complaints);
    }

    [Fact]
    public async Task On_a_phone_a_line_is_corrected_in_a_form()
    {
        await using var manager = await browser.VisitAsync(app.Url, phone: true);
        var page = manager.Page;
        await ReviewAsync(manager, ["A,30058,0811,Siti,incs_1", "B,30058,6284400000032,Adi,incs_1"]);
        await page.GetByTestId("error-list").GetByRole(AriaRole.Button).First.ClickAsync();
        await page.GetByTestId("line-panel").WaitForAsync();
        Assert.Empty(await manager.InspectAsync("review-phone"));

        var phone = page.GetByTestId("line-panel").Locator("input[data-column='2']");
        await phone.FillAsync("6284400000031");
        // A notice of another batch may lie over the button.
        await phone.PressAsync("Enter");

        await Expect(page.GetByTestId("review-summary")).ToHaveAttributeAsync("data-errors", "0", Patient);
        Assert.Empty(manager.Complaints);
    }

    [Fact]
    public async Task A_chosen_block_is_filled_copied_and_cleared()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await ReviewAsync(manager, ["A,30058,6284400000041,Siti,incs_1", "B,30059,6284400000042,Adi,incs_1", "C,30060,6284400000043,Budi,incs_1"]);
        await Cell(page, 2, 1).ClickAsync();
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await Cell(page, 3, 2).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });

        Assert.Equal("30058\t6284400000041\n30059\t6284400000042", await CopyAsync(page));

        await Cell(page, 2, 3).ClickAsync();
        await Cell(page, 4, 3).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await PasteAsync(page, "王小明");
        await Expect(Cell(page, 4, 3)).ToHaveTextAsync("王小明");
        await Expect(Cell(page, 2, 3)).ToHaveTextAsync("王小明");

        await page.Keyboard.PressAsync("Delete");
        await Expect(Cell(page, 3, 3)).ToHaveTextAsync("");
        await Expect(page.GetByTestId("grid-said")).ToHaveTextAsync("Saved. 0 lines with errors left.");
        Assert.Empty(manager.Complaints);
    }

    [Fact]
    public async Task Whoever_types_fast_loses_nothing()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await ReviewAsync(manager, [.. Enumerable.Range(0, 8).Select(i => $"A,30058,081{i},Siti,incs_1")]);
        await page.GetByTestId("show-errors").ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("show=errors"));
        await Cell(page, 2, 2).ClickAsync();

        for (var i = 0; i < 8; i++)
        {
            await page.Keyboard.TypeAsync($"628440000008{i}");
            await page.Keyboard.PressAsync("Enter");
        }

        await Expect(page.GetByTestId("review-summary")).ToHaveAttributeAsync("data-errors", "0", Patient);
        await page.GetByTestId("show-all").ClickAsync();
        await Expect(Cell(page, 9, 2)).ToHaveTextAsync("6284400000087");
        Assert.Equal("6284400000084", await Cell(page, 6, 2).TextContentAsync());
        await page.GetByRole(AriaRole.Grid).FocusAsync();
        await page.Keyboard.PressAsync("Control+z");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.GetByTestId("review-summary")).ToHaveAttributeAsync("data-errors", "2", Patient);
        Assert.Empty(manager.Complaints);
    }

    [Fact]
    public async Task A_cell_with_a_line_break_is_pasted_as_one_cell_and_escape_keeps_what_was()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await ReviewAsync(manager, ["A,30058,6284400000051,Siti,incs_1", "B,30058,6284400000052,Adi,incs_1"]);
        await Cell(page, 2, 3).ClickAsync();

        await PasteAsync(page, "\"Siti\n\"\"Ti\"\"\"\tincs_2\nAdi\tincs_3");

        await Expect(Cell(page, 3, 4)).ToHaveTextAsync("incs_3");
        Assert.Equal("Siti\n\"Ti\"", await Cell(page, 2, 3).TextContentAsync());
        await Cell(page, 3, 3).DblClickAsync();
        await page.Keyboard.TypeAsync("nobody");
        await page.Keyboard.PressAsync("Escape");
        await Expect(Cell(page, 3, 3)).ToHaveTextAsync("Adi");
        await Expect(page.GetByRole(AriaRole.Grid)).ToBeFocusedAsync();
        Assert.Empty(manager.Complaints);
    }

    [Fact]
    public async Task A_block_that_does_not_fit_is_refused_as_a_whole()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await ReviewAsync(manager, ["A,30058,0811,Siti,incs_1", "B,30058,0812,Adi,incs_1"]);
        await Cell(page, 3, 2).ClickAsync();

        await PasteAsync(page, "6284400000061\n6284400000062\n6284400000063\n");

        await Expect(page.GetByTestId("grid-trouble")).ToContainTextAsync("The block has 3 rows, but only 1 fit from here on; 2 would be left over. Nothing was pasted.");
        await Expect(page.GetByTestId("review-summary")).ToHaveAttributeAsync("data-errors", "2");
        Assert.Empty(await manager.InspectAsync("review-trouble"));
    }

    [Fact]
    public async Task Every_line_of_a_long_sheet_is_reached_and_corrected_where_it_stands()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await ReviewAsync(manager, [.. Enumerable.Range(0, 3000).Select(i => $"A,30058,{(i == 1500 ? "0815" : $"62844{i:D8}")},Siti,incs_1")]);
        await page.GetByRole(AriaRole.Grid).FocusAsync();

        await page.Keyboard.PressAsync("Control+End");
        await Expect(Cell(page, 3001, 4)).ToBeInViewportAsync();
        await Expect(page.GetByRole(AriaRole.Grid)).ToHaveAttributeAsync("aria-activedescendant", "cell-3001-4");
        await page.GetByRole(AriaRole.Grid).EvaluateAsync("grid => { grid.scrollTop = 700 * 36; }");
        await Expect(Cell(page, 705, 0)).ToBeInViewportAsync();
        await page.GetByTestId("error-list").GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(Cell(page, 1502, 2)).ToBeInViewportAsync();
        await page.Keyboard.TypeAsync("6284400001500");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByTestId("review-summary")).ToHaveAttributeAsync("data-errors", "0", Patient);
        await Expect(Cell(page, 1503, 2)).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("active"));
        Assert.Empty(manager.Complaints);
    }

    [Fact]
    public async Task Lines_of_a_kind_are_left_out_and_taken_in_again()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await ReviewAsync(manager, ["A,30058,0811,Siti,incs_1", "B,30058,6284400000072,Adi,incs_1", "C,30058,0813,Budi,incs_1"]);
        var summary = page.GetByTestId("review-summary");
        await page.Locator("[data-kind=PhoneLeadingZero]").ClickAsync();
        await page.GetByTestId("fix-LeaveOut").ClickAsync();
        await Expect(summary).ToHaveAttributeAsync("data-left-out", "2", Patient);

        await page.GetByTestId("show-leftout").ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("show=leftout"));
        await Expect(page.GetByTestId("review-row")).ToHaveCountAsync(2);
        Assert.Empty(await manager.InspectAsync("review-left-out"));
        await page.GetByTestId("take-in-all").ClickAsync();

        await Expect(summary).ToHaveAttributeAsync("data-errors", "2", Patient);
        Assert.Empty(manager.Complaints);
    }

    private static ILocator Cell(IPage page, int line, int column) => page.Locator($"[data-row='{line}'] [data-column='{column}']");

    private static async Task PasteAsync(IPage page, string text) => await page.GetByRole(AriaRole.Grid).EvaluateAsync(
        """
        (grid, text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          grid.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """, text);

    private static Task<string> CopyAsync(IPage page) => page.GetByRole(AriaRole.Grid).EvaluateAsync<string>(
        """
        grid => {
          const data = new DataTransfer();
          grid.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
          return data.getData("text/plain");
        }
        """);

    private static async Task ReviewAsync(Visitor manager, string[] lines)
    {
        await manager.SignInAsync("Manager", "/assign");
        var sheet = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllLinesAsync(sheet, lines.Prepend("name,auth_id,user_phone,user_name,assignee_username"), TestContext.Current.CancellationToken);
        await Sheets.UploadAsync(manager.Page, sheet);
        await manager.Page.GetByTestId("mapping-confirm").ClickAsync();
        await manager.Page.GetByTestId("review-summary").WaitForAsync(new() { Timeout = 60_000 });
        await manager.SettleAsync();
        File.Delete(sheet);
    }
}
