using System.Text;
using Dashboard.E2E.Support;
using Dashboard.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>Sheets on their way in, as a browser sends them.</summary>
public sealed class SheetTests(Browser browser, AppFixture app)
{
    [Fact]
    public async Task A_file_dropped_before_the_page_is_live_is_not_lost()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await manager.SignInAsync("Manager", "/batches");
        var dropped = new TaskCompletionSource();
        await page.RouteAsync("**/blazor.web*.js", async route =>
        {
            await dropped.Task;
            await route.ContinueAsync();
        });

        await page.GotoAsync("/assign", new() { WaitUntil = WaitUntilState.Commit });
        await page.Locator(".drop").WaitForAsync();
        await page.WaitForFunctionAsync("() => performance.getEntriesByType('resource').some(x => /app[^/]*[.]js/.test(x.name))");
        await page.EvaluateAsync(
            """
            text => {
              const data = new DataTransfer();
              data.items.add(new File([text], "early.csv", { type: "text/csv" }));
              document.querySelector(".drop").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
            }
            """, string.Join('\n', Sheets.Lines(3)));
        dropped.SetResult();

        await page.GetByTestId("mapping-confirm").WaitForAsync(new() { Timeout = 60_000 });
        Assert.Empty(manager.Complaints);
    }

    [Fact]
    public async Task A_picture_is_refused_in_words_and_the_next_sheet_is_taken()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await manager.SignInAsync("Manager", "/assign");
        await manager.SettleAsync();
        var picture = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.png");
        await page.ScreenshotAsync(new() { Path = picture });

        await page.GetByTestId("sheet-input").SetInputFilesAsync(picture);
        await Expect(page.GetByTestId("sheet-refused")).ToContainTextAsync("This is a PNG file, not a sheet.");
        await manager.ShootAsync("sheet-refused");

        await Sheets.UploadAsync(page, await SheetAsync(3));
    }

    [Fact]
    public async Task A_file_over_300_MB_is_refused_before_it_is_sent()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await manager.SignInAsync("Manager", "/assign");
        await manager.SettleAsync();
        var sent = 0;
        page.Request += (_, request) => { if (request.Url.Contains("/assign/upload", StringComparison.Ordinal)) sent++; };
        var sheet = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await using (var file = File.Create(sheet)) file.SetLength(301L * 1024 * 1024);

        await page.GetByTestId("sheet-input").SetInputFilesAsync(sheet);

        await Expect(page.GetByTestId("sheet-refused")).ToContainTextAsync("The file is larger than 300 MB.");
        Assert.Equal(0, sent);
        File.Delete(sheet);
    }

    [Fact]
    public async Task A_sheet_of_40_MB_is_received()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        await manager.SignInAsync("Manager", "/assign");
        var sheet = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllLinesAsync(sheet, Sheets.Lines(600_000).Select(x => x + ",some more text for weight"), TestContext.Current.CancellationToken);
        Assert.True(new FileInfo(sheet).Length > 40_000_000);

        await Sheets.UploadAsync(manager.Page, sheet);
        File.Delete(sheet);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Every_step_is_accessible_and_fits(int width)
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await page.SetViewportSizeAsync(width, 844);
        await manager.SignInAsync("Manager", "/assign");
        await manager.SettleAsync();
        Assert.Empty(await manager.InspectAsync($"sheet-1-{width}"));

        await Sheets.UploadAsync(page, Path.Combine(Repository.Top, "wwwroot", "sample.csv"));
        Assert.Empty(await manager.InspectAsync($"sheet-2-{width}"));

        await page.GetByTestId("mapping-confirm").ClickAsync();
        await page.GetByTestId("error-list").Locator("[data-line]").First.WaitForAsync(new() { Timeout = 60_000 });
        Assert.Empty(await manager.InspectAsync($"sheet-3-{width}"));
        Assert.Empty(manager.Complaints);
    }

    [Fact]
    public async Task A_GB18030_file_with_Chinese_names_is_shown_right_checked_and_reviewed()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await manager.SignInAsync("Manager", "/assign");
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var sheet = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(sheet, "任务名称;授权ID;手机号;执行人;客户姓名\n四月回访;30058;6287711110001;incs_1;王小明\n四月回访;30058;6287711110002;incs_2;李娜\n",
            Encoding.GetEncoding("gb18030"), TestContext.Current.CancellationToken);

        await Sheets.UploadAsync(page, sheet);
        await Expect(page.GetByTestId("sheet-encoding")).ToHaveValueAsync("gb18030");
        await Expect(page.GetByTestId("sheet-delimiter")).ToHaveValueAsync(";");
        await Expect(page.GetByTestId("sheet-preview")).ToContainTextAsync("王小明");
        await page.GetByTestId("sheet-delimiter").SelectOptionAsync(",");
        await Expect(page.GetByTestId("sheet-preview")).ToContainTextAsync("任务名称;授权ID");
        await page.GetByTestId("sheet-delimiter").SelectOptionAsync(";");
        await Expect(page.GetByTestId("sheet-preview").GetByText("李娜", new() { Exact = true })).ToBeVisibleAsync();

        await page.GetByTestId("mapping-confirm").ClickAsync();
        await Expect(page.GetByTestId("review-summary")).ToHaveAttributeAsync("data-assignments", "2", new() { Timeout = 60_000 });
        Assert.Empty(manager.Complaints);
        File.Delete(sheet);
    }

    [Fact]
    public async Task A_workbook_is_read_with_its_tab_and_Excels_rows_and_reviewed()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await manager.SignInAsync("Manager", "/assign");
        object?[] header = ["name", "auth_id", "user_phone", "user_name", "assignee_username"];
        var workbook = new TestWorkbook()
            .Tab("旧名单", [["old"], ["x"]])
            .Tab("客户", [header, ["四月回访", 30058, 6287722220001, "王小明", "incs_1"], [], ["四月回访", 30058, 62877222200021234, "李娜", "incs_2"]],
                rowAttributes: row => row == 2 ? "hidden=\"1\"" : "");
        var sheet = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.xlsx");
        await File.WriteAllBytesAsync(sheet, workbook.ToBytes(), TestContext.Current.CancellationToken);

        await Sheets.UploadAsync(page, sheet);
        await page.GetByTestId("sheet-tab").SelectOptionAsync("客户");
        await Expect(page.GetByTestId("sheet-preview")).ToContainTextAsync("6287722220001");
        await Expect(page.GetByTestId("sheet-remarks")).ToContainTextAsync("Hidden rows are read like the others: 2.");
        Assert.Empty(await manager.InspectAsync("sheet-workbook"));

        await page.GetByTestId("mapping-confirm").ClickAsync();
        await Expect(page.GetByTestId("review-summary")).ToHaveAttributeAsync("data-assignments", "1", new() { Timeout = 60_000 });
        await Expect(page.GetByTestId("error-list").Locator("[data-line='4']")).ToContainTextAsync("6.28772222000212E+16");
        Assert.Empty(manager.Complaints);
        File.Delete(sheet);
    }

    private static async Task<string> SheetAsync(int lines)
    {
        var sheet = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllLinesAsync(sheet, Sheets.Lines(lines), TestContext.Current.CancellationToken);
        return sheet;
    }
}
