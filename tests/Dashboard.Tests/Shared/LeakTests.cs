using System.Diagnostics;
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
using Microsoft.Extensions.Logging;
using Sandbox;
using Sandbox.Control;
using Sandbox.Wshoto;

namespace Dashboard.Tests.Shared;

/// <summary>The whole main job at the most talkative level and with every fault of both upstreams: afterwards neither a secret nor a whole phone stands where it must not.</summary>
public abstract class LeakTests(DatabaseKind kind) : IAsyncLifetime
{
    private const string IncsToken = "incs-token-8c1f0a77";
    private const string WshotoSecret = "wshoto-secret-51b9e3d2";

    // As every token of the sandbox begins.
    private const string WshotoTokens = "sandbox-wshoto-";
    private const string Phones = "62815777000";
    // Searched for, found or not; in an address, as it is and escaped.
    private const string Searched = "6281577700099";
    private const string Planted = "planted-4f2ac9";
    private static readonly string[] Secrets = [IncsToken, WshotoSecret, WshotoTokens];
    private static readonly ActivitySource Source = new("Dashboard.Tests.Leaks");

    private readonly Evidence evidence = new();
    private TestDatabase database = null!;
    private SandboxHost sandbox = null!;
    private DashboardApp app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        sandbox = await SandboxHost.StartAsync(new() { SeedTasks = 30, Token = IncsToken, WshotoAppId = "wshoto-app", WshotoAppSecret = WshotoSecret });
        sandbox.Settings.LatencyMs = sandbox.Settings.LatencyJitterMs = 0;
        sandbox.Settings.LateSeconds = 1;
        app = new()
        {
            ConnectionString = database.ConnectionString, Logs = evidence.Logs, Sandbox = sandbox,
            Settings = new Dictionary<string, string>
            {
                ["Incs:TimeoutSeconds"] = "1", ["Incs:SettleSeconds"] = "2", ["Wshoto:BaseUrl"] = sandbox.BaseUrl.ToString(), ["Wshoto:AccessToken"] = "", ["Wshoto:AppId"] = "wshoto-app", ["Wshoto:AppSecret"] = WshotoSecret,
            },
        };
    }

    public async ValueTask DisposeAsync()
    {
        evidence.Dispose();
        await app.DisposeAsync();
        await sandbox.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task After_the_main_job_with_every_fault_no_secret_and_no_whole_phone_stands_where_it_must_not()
    {
        var batch = await AssignAsync();
        await ReadTemplatesAsync();
        await ReadPagesAsync(batch);
        await SearchAsync();

        Assert.Equal(Enum.GetValues<FaultKind>().Order(), sandbox.Faults.Met.Keys.Order());
        Assert.True(evidence.Logs.Entries.Any(x => x.Level < LogLevel.Information) && evidence.Count("trace") > 20 && evidence.Count("page") > 10);
        Assert.All(["System.Net.Http", "Microsoft.AspNetCore"], x => Assert.Contains(evidence.Find(x), f => f.StartsWith("trace: ", StringComparison.Ordinal)));
        Assert.Empty(await evidence.FindAsync(app.Databases, Secrets, Cancel));
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        var phones = await db.Tasks.Where(x => x.UserPhone != "").Select(x => x.UserPhone).Distinct().ToListAsync(Cancel);
        Assert.Empty(evidence.Find([.. phones, Phones, Searched, Searched[4..]]));
        Assert.False(await db.AuditEntries.AnyAsync(x => x.Detail!.Contains(Phones) || x.Target!.Contains(Phones), Cancel));
        Assert.False(await db.Attempts.AnyAsync(x => x.Message!.Contains(Phones), Cancel));
    }

    [Fact]
    public async Task What_is_planted_in_a_log_a_trace_a_page_or_the_database_is_found()
    {
        app.Services.GetRequiredService<ILogger<LeakTests>>().LogTrace("A token {Token}", Planted + 1);
        using (var activity = Source.StartActivity()) activity!.SetTag("url.full", $"http://here/?access_token={Planted}2");
        evidence.Add("page", $"<td>{Planted}3</td>");
        await using (var db = await app.Databases.CreateDbContextAsync(Cancel))
        {
            db.SavedViews.Add(new() { Name = Planted + 4, Query = "", ChangedBy = "mei@test" });
            await db.SaveChangesAsync(Cancel);
        }

        var found = await evidence.FindAsync(app.Databases, [Planted], Cancel);

        Assert.All(["log: ", "trace: ", "page: ", "SavedViews.Name: "], x => Assert.Contains(found, f => f.StartsWith(x, StringComparison.Ordinal)));
    }

    // One customer for each fault, and some that meet none.
    private async Task<long> AssignAsync()
    {
        var faults = Enum.GetValues<FaultKind>();
        var (client, token) = await app.SignInAsync(Roles.Manager);
        var lines = Enumerable.Range(0, faults.Length + 8).Select(i => $"T{i},30058,{Phones}{i:D2},incs_1,O{i},{Phones}{i:D2}");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Links.AssignUpload}?name=sheet.csv")
        {
            Content = new StringContent("name,auth_id,user_phone,assignee_username,order_number,order_phone_number\n" + string.Join('\n', lines) + $"\nbad,x,0{Phones}99,incs_1,,\n", Encoding.UTF8),
        };
        request.Headers.Add("RequestVerificationToken", token);
        using var answer = await client.SendAsync(request, Cancel);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetInt64();
        var batch = await app.Databases.BatchAsync(id);
        await app.Services.GetRequiredService<SheetChecks>().Start(id, ColumnMapping.Guess(SheetQueries.Headers(batch))).Done;
        foreach (var fault in faults) sandbox.Faults.Queue(fault);
        var store = app.Services.GetRequiredService<BatchStore>();
        Assert.True(await store.ConfirmAsync(id, "mei@test", new StartOptions { PauseAtRejectedPercent = null }, Cancel));
        await Eventually.HoldsAsync(async () =>
        {
            var now = await app.Databases.BatchAsync(id);
            if (now.State == BatchState.Stopped && now.StateReason == BatchReasons.HeldLeft) await store.DecideAsync(id, null, HeldDecision.LeaveOut, Cancel);
            else if (now.State is BatchState.Stopped or BatchState.Paused) await store.ResumeAsync(id, Cancel);
            return now.State == BatchState.Completed;
        }, "the batch is completed");
        return id;
    }

    private async Task ReadTemplatesAsync()
    {
        var (viewer, _) = await app.SignInAsync(Roles.Viewer);
        foreach (var fault in Enum.GetValues<WshotoFault>())
        {
            foreach (var (call, address) in new[] { (WshotoCall.List, Links.Templates), (WshotoCall.Detail, Links.Template(WshotoSeed.LongId)), (WshotoCall.Token, Links.Template(WshotoSeed.LongId - 1_000_003)) })
            {
                if (call == WshotoCall.Token) sandbox.Wshoto.Tokens.Invalidate();
                sandbox.Wshoto.Faults.Queue(fault, 1, call);
                await TakeAsync(viewer, address);
            }
        }
    }

    private async Task ReadPagesAsync(long batch)
    {
        var (viewer, _) = await app.SignInAsync(Roles.Viewer);
        var assignments = await app.Databases.AssignmentsAsync(batch);
        var task = assignments.First(x => x.TaskId is not null).TaskId!.Value;
        string[] addresses =
        [
            Links.Overview, Links.Batches, Links.Batch(batch), $"{Links.Batch(batch)}?row={assignments[0].Id}", Links.Tasks, $"{Links.Tasks}?batch={batch}", $"{Links.Tasks}?batch={batch}&task={task}",
            Links.Task(task), Links.Task(1), Links.EmbedTask(task), Links.Draft(batch), Links.BatchResult(batch), Links.TasksExport, Links.DraftErrors(batch), Links.Audit, Links.Settings, Links.HealthReady, "/nothing/here",
        ];
        foreach (var address in addresses) await TakeAsync(viewer, address);
    }

    // Only logs and traces are looked at here: the page itself shows what was searched for.
    private async Task SearchAsync()
    {
        string[] addresses =
        [
            $"{Links.Tasks}?phone={Searched}", $"{Links.Tasks}?phone=%2B62%2081577700099", $"{Links.Tasks}?q={Searched}", $"{Links.Tasks}?log={Searched}", $"{Links.EmbedTasks}?phone={Searched}",
            $"{Links.TasksExport}?phone={Searched}", $"{Links.SignIn}?returnUrl=%2Ftasks%3Fphone%3D{Searched}", $"/nothing/here?phone={Searched}", $"{Links.Task(1)}?phone={Searched}",
        ];
        foreach (var role in Roles.All)
        {
            var (client, _) = await app.SignInAsync(role);
            foreach (var address in addresses)
            {
                using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
                await answer.Content.CopyToAsync(Stream.Null, Cancel);
            }
        }
        using var nobody = app.CreateDefaultClient();
        using var refused = await nobody.GetAsync(new Uri(addresses[0], UriKind.Relative), Cancel);
    }

    private async Task TakeAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
        evidence.Add("page", $"{address} {answer.Headers} {await answer.Content.ReadAsStringAsync(Cancel)}");
    }
}

public sealed class LeaksOnSqliteTests() : LeakTests(DatabaseKind.Sqlite);

public sealed class LeaksOnPostgresTests() : LeakTests(DatabaseKind.Postgres);
