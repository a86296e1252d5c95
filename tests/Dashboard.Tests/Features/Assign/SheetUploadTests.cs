using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Assign;

public sealed class SheetUploadTests(DashboardApp app) : IClassFixture<DashboardApp>
{
    private static readonly byte[] Good = Encoding.UTF8.GetBytes("name,auth_id,user_phone,assignee_username\nApril,30058,6281512345678,incs_1\n");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sheet_is_stored_as_a_draft_and_recorded()
    {
        var (client, token) = await app.SignInAsync(Roles.Manager);

        using var answer = await PostAsync(client, token, Good, "C:\\Users\\mei\\April 名单.csv");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetInt64();
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        var batch = await db.Batches.SingleAsync(x => x.Id == id, Cancel);
        Assert.Equal((BatchState.Draft, "April 名单.csv", "mei@dashboard.local", (long)Good.Length), (batch.State, batch.SheetName, batch.CreatedBy, batch.SheetBytes));
        Assert.Equal(("utf-8", ",", """["name","auth_id","user_phone","assignee_username"]"""), (batch.Encoding, batch.Delimiter, batch.HeadersJson));
        Assert.Contains(batch.StoredFile, app.StoredSheets);
        Assert.Null(batch.CheckedAt);
        Assert.True(await db.AuditEntries.AnyAsync(x => x.Action == "sheet.upload" && x.Target == $"batch {id}" && x.Who == "mei@dashboard.local", Cancel));
    }

    [Fact]
    public async Task A_viewer_may_not_upload()
    {
        var (client, token) = await app.SignInAsync(Roles.Viewer);

        await AssertRefusedAsync(client, token, Good, status => status is HttpStatusCode.Redirect or HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Without_a_session_nothing_is_stored()
    {
        using var client = app.CreateClient(new() { AllowAutoRedirect = false });

        await AssertRefusedAsync(client, "x", Good, status => status is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("forged")]
    public async Task Without_the_pages_own_token_nothing_is_stored(string? token)
    {
        var (client, _) = await app.SignInAsync(Roles.Manager);

        await AssertRefusedAsync(client, token, Good, status => status == HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_sheet_over_the_limit_is_refused_in_words_before_it_is_read()
    {
        var (client, token) = await app.SignInAsync(Roles.Manager);
        using var request = Request(token, Good, "big.csv");
        request.Content!.Headers.ContentLength = SheetUpload.MaxBytes + 1;

        using var answer = await client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("The file is larger than 300 MB. Split it into several sheets.", await MessageAsync(answer));
    }

    [Theory]
    [InlineData("", "The file is empty. Choose the file that holds your customers.")]
    [InlineData("\u0089PNG\r\n\u001A\n", "This is a PNG file, not a sheet. Choose a CSV file or an Excel workbook.")]
    [InlineData("PK\u0003\u0004xl/workbook.xml", "This workbook is damaged, or only named like one. Open it in Excel, choose “Save as”, “Excel workbook (.xlsx)”, and upload that file.")]
    [InlineData("name,user_phone\n", "There is a header but no line below it. Add at least one customer.")]
    [InlineData("name,user_phone,name\na,1,b\n", "Line 1 names the column “name” twice. Rename or remove one of them.")]
    [InlineData("name,user_phone\n\"a,1\n", "Line 2 opens a quote (\") that is never closed, so the lines after it can't be told apart. Close or remove it.")]
    public async Task What_is_no_sheet_is_refused_in_words_and_nothing_is_kept(string file, string message)
    {
        var (client, token) = await app.SignInAsync(Roles.Manager);
        var before = app.StoredSheets;

        using var answer = await PostAsync(client, token, Encoding.Latin1.GetBytes(file), "x.csv");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(message, await MessageAsync(answer));
        Assert.Equal(before, app.StoredSheets);
    }

    [Fact]
    public async Task A_workbook_is_stored_as_a_draft_with_its_tab()
    {
        var (client, token) = await app.SignInAsync(Roles.Manager);

        using var answer = await PostAsync(client, token, TestWorkbook.Of(["name", "user_phone"], ["April", 6281512345678]), "四月.xlsx");

        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetInt64();
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        var batch = await db.Batches.SingleAsync(x => x.Id == id, Cancel);
        Assert.Equal(("四月.xlsx", "Sheet1", null, """["name","user_phone"]"""), (batch.SheetName, batch.Tab, batch.Encoding, batch.HeadersJson));
    }

    [Fact]
    public async Task A_workbook_that_is_refused_leaves_nothing_of_what_was_made_of_it()
    {
        var (client, token) = await app.SignInAsync(Roles.Manager);
        var before = app.StoredSheets;

        using var answer = await PostAsync(client, token, TestWorkbook.Of(["name", "user_phone"]), "header.xlsx");

        Assert.Equal("There is a header but no line below it. Add at least one customer.", await MessageAsync(answer));
        Assert.Equal(before, app.StoredSheets);
    }

    [Theory]
    [InlineData("<html><table><tr><td>name</td></tr></table></html>", "This is a web page or XML that was saved under the name of a sheet.")]
    [InlineData("name,phone\na,1\nb,\u00D6\u00D0\u00B9\u00FA\u00FF\u00FF\n", "Line 3 holds bytes that fit no text encoding that is read here")]
    public async Task A_renamed_file_is_refused_with_what_it_is(string file, string message)
    {
        var (client, token) = await app.SignInAsync(Roles.Manager);

        using var answer = await PostAsync(client, token, Encoding.Latin1.GetBytes(file), "customers.xls");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.StartsWith(message, await MessageAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_named_like_a_workbook_is_read_as_text()
    {
        var (client, token) = await app.SignInAsync(Roles.Manager);

        using var answer = await PostAsync(client, token, Good, "customers.xlsx");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_no_file()
    {
        var (client, token) = await app.SignInAsync(Roles.Manager);
        var before = app.StoredSheets;
        using var request = Request(token, Good, "x.csv");
        request.Content = new BreakingContent();

        await Assert.ThrowsAnyAsync<Exception>(() => client.SendAsync(request, Cancel));

        for (var i = 0; i < 300 && app.StoredSheets.Length != before.Length; i++) await Task.Delay(100, Cancel);
        Assert.Equal(before, app.StoredSheets);
    }

    private async Task AssertRefusedAsync(HttpClient client, string? token, byte[] file, Predicate<HttpStatusCode> expected)
    {
        var before = app.StoredSheets;
        using var answer = await PostAsync(client, token, file, "x.csv");
        Assert.True(expected(answer.StatusCode), answer.StatusCode.ToString());
        Assert.Equal(before, app.StoredSheets);
    }

    private static async Task<string?> MessageAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("message").GetString();

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string? token, byte[] file, string name)
    {
        using var request = Request(token, file, name);
        return await client.SendAsync(request, Cancel);
    }

    private static HttpRequestMessage Request(string? token, byte[] file, string name)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Links.AssignUpload}?name={Uri.EscapeDataString(name)}") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new("application/octet-stream");
        if (token is not null) request.Headers.Add("RequestVerificationToken", token);
        return request;
    }

    private sealed class BreakingContent : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Good);
            await stream.FlushAsync();
            throw new IOException("The browser is gone.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
