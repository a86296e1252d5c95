using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Shared;
using Dashboard.Tests.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sandbox;

namespace Dashboard.Tests.Shared;

/// <summary>The main job through the whole product: from a sheet to tasks in INCS and to every page that shows them.</summary>
public abstract class WholeProductTests(DatabaseKind kind) : IAsyncLifetime
{
    private TestDatabase database = null!;
    private SandboxHost sandbox = null!;
    private DashboardApp app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        sandbox = await SandboxHost.StartAsync(new() { SeedTasks = 30 });
        sandbox.Settings.LatencyMs = sandbox.Settings.LatencyJitterMs = 0;
        app = new() { ConnectionString = database.ConnectionString, Sandbox = sandbox };
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await sandbox.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_sheet_becomes_tasks_and_every_page_answers()
    {
        var (client, token) = await app.SignInAsync(Roles.Admin);
        var sheet = await UploadAsync(client, token, "name,auth_id,user_phone,assignee_username\n回访 A,30058,6281511111111,incs_1\nB,30058,6281522222222,incs_2\nC,30058,0815,incs_2\n");
        var batch = await database.BatchAsync(sheet);

        await app.Services.GetRequiredService<SheetChecks>().Start(sheet, ColumnMapping.Guess(SheetQueries.Headers(batch))).Done;
        await AssertShowsAsync(client, $"/assign?sheet={sheet}", "sheet.csv");
        Assert.True(await app.Services.GetRequiredService<BatchStore>().ConfirmAsync(sheet, "mei@test", cancellationToken: Cancel));

        await Eventually.HoldsAsync(async () => (await database.BatchAsync(sheet)).State == BatchState.Completed, "the batch is completed");
        await Eventually.HoldsAsync(async () =>
        {
            await using var db = database.CreateDbContext();
            return await db.Tasks.CountAsync() == 32;
        }, "the mirror holds what INCS holds");
        Assert.Equal((2, 0), (sandbox.Incs.CreatedByPost().Count, sandbox.Incs.Doubled()));
        await AssertShowsAsync(client, "/", "sheet.csv");
        await AssertShowsAsync(client, "/batches", "sheet.csv");
        await AssertShowsAsync(client, Links.Batch(sheet), "6281511111111");
        await AssertShowsAsync(client, $"/tasks?batch={sheet}&sort=name", "6281522222222");
        await AssertShowsAsync(client, "/tasks?q=" + Uri.EscapeDataString("回访 a"), "6281511111111");
        await AssertShowsAsync(client, "/tasks?phone=11111111&status=0,1,2,3", "6281511111111");
        await AssertShowsAsync(client, "/tasks/1", "data-testid=\"task-log\"");
        await AssertShowsAsync(client, "/tasks/export.csv?name=B", "6281522222222");
        await AssertShowsAsync(client, $"{Links.Batch(sheet)}/result.csv", "left behind");
        await AssertShowsAsync(client, "/audit?who=DASHBOARD.local&action=sheet.", "sheet.upload");
        await AssertShowsAsync(client, Links.HealthReady, "Healthy");
    }

    [Fact]
    public async Task Addresses_with_characters_that_are_no_text_find_nothing_and_break_nothing()
    {
        var (client, token) = await app.SignInAsync(Roles.Admin);
        var sheet = await UploadAsync(client, token, "name,auth_id,user_phone,assignee_username\nA,30058,6281511111111,incs_1\n", "a%00" + new string('x', 197) + Uri.EscapeDataString("😀.csv"));
        string[] addresses =
        [
            "/tasks?name=%00", "/tasks?q=a%00b", "/tasks?assignee=%00", "/tasks?phone=%00", "/tasks?sort=%00", "/tasks/export.csv?name=%00&assignee=%00",
            "/audit?who=%00", "/audit?action=batch.%00", $"/batches/{sheet}?reason=%00", "/tasks?name=%ED%A0%80",
        ];

        foreach (var address in addresses) await AssertShowsAsync(client, address, "");

        // A name is cut at 200 characters, here in the middle of one.
        Assert.Equal("a\uFFFD" + new string('x', 197) + "\uFFFD", (await database.BatchAsync(sheet)).SheetName.Replace('\0', '\uFFFD'));
    }

    private static async Task AssertShowsAsync(HttpClient client, string address, string text)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
        var body = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.True(answer.IsSuccessStatusCode, $"{address} answered {(int)answer.StatusCode}");
        Assert.Contains(text, body, StringComparison.Ordinal);
    }

    private static async Task<long> UploadAsync(HttpClient client, string token, string sheet, string name = "sheet.csv")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Links.AssignUpload}?name={name}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(sheet)) };
        request.Headers.Add("RequestVerificationToken", token);
        using var answer = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetInt64();
    }
}

public sealed class WholeProductOnSqliteTests() : WholeProductTests(DatabaseKind.Sqlite);

public sealed class WholeProductOnPostgresTests() : WholeProductTests(DatabaseKind.Postgres);
