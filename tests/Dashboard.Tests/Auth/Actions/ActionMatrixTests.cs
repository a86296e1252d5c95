using System.Globalization;
using Dashboard.Auth;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Sandbox;

namespace Dashboard.Tests.Auth.Actions;

/// <summary>
/// Who may do what in an open page: every action, by nobody, somebody without a role, Viewer, Manager and Admin. The page was opened by somebody who might, and their rights
/// are withdrawn before the click, which is what happens to whoever sits before a page at that moment. Refused means: no row of the database is another, nothing was sent to
/// INCS or Wshoto, nothing stands in the audit log, nothing more is to be seen.
/// </summary>
public sealed class ActionMatrixTests(ITestOutputHelper output) : IAsyncLifetime
{
    public const string Nobody = "nobody";
    public const string WithoutRole = "no role";

    private static readonly string[] Ranks = [Nobody, WithoutRole, Roles.Viewer, Roles.Manager, Roles.Admin];
    private readonly SentRequests sent = new();
    private SandboxHost sandbox = null!;
    private DashboardApp app = null!;

    /// <summary>Every action of every page.</summary>
    internal static IReadOnlyList<PageAction> All { get; } = [.. BatchActionTable.All, .. SheetActionTable.All, .. ReviewActionTable.All, .. TaskActionTable.All, .. TemplateActionTable.All, .. AdminActionTable.All];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        sandbox = await SandboxHost.StartAsync(new() { SeedTasks = 5 }, Cancel);
        app = new()
        {
            IsIdle = true, Sandbox = sandbox, Sent = sent,
            Settings = new Dictionary<string, string> { ["Wshoto:BaseUrl"] = sandbox.BaseUrl.ToString(), ["Wshoto:AppId"] = sandbox.Wshoto.AppId, ["Wshoto:AppSecret"] = sandbox.Wshoto.AppSecret, ["Wshoto:AccessToken"] = "" },
        };
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData(nameof(BatchActionTable))]
    [InlineData(nameof(SheetActionTable))]
    [InlineData(nameof(ReviewActionTable))]
    [InlineData(nameof(TaskActionTable))]
    [InlineData(nameof(TemplateActionTable))]
    [InlineData(nameof(AdminActionTable))]
    public async Task Each_action_is_done_for_who_has_the_role_and_for_nobody_else(string table)
    {
        var wrong = new List<string>();
        output.WriteLine(Line("action", Ranks));
        foreach (var action in Table(table))
        {
            var cells = new List<string>();
            foreach (var who in Ranks)
            {
                var expected = Array.IndexOf(Ranks, who) >= Array.IndexOf(Ranks, action.Least) ? "done" : "refused";
                var (outcome, why) = await DoAsync(action, who);
                cells.Add(outcome);
                if (outcome != expected) wrong.Add($"{action.Name} as {who}: {outcome}, not {expected}: {why}");
            }
            output.WriteLine(Line(action.Name, cells));
        }

        Assert.Empty(wrong);
    }

    private static IReadOnlyList<PageAction> Table(string name) => name switch
    {
        nameof(BatchActionTable) => BatchActionTable.All,
        nameof(SheetActionTable) => SheetActionTable.All,
        nameof(ReviewActionTable) => ReviewActionTable.All,
        nameof(TaskActionTable) => TaskActionTable.All,
        nameof(TemplateActionTable) => TemplateActionTable.All,
        nameof(AdminActionTable) => AdminActionTable.All,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private async Task<(string Outcome, string Why)> DoAsync(PageAction action, string who)
    {
        await using var stage = new ActionStage(app);
        Func<Task> act;
        try
        {
            act = await action.OpenAsync(stage);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{action.Name} can't be opened.", e);
        }
        stage.Become(who);
        var (before, requests, last) = (await RowsAsync(), sent.Count, await LastEntryAsync());
        await act();
        var written = await EntriesAsync(last);
        var changed = (await RowsAsync()).Except(before).Concat(before.Except(await RowsAsync())).Concat(stage.Seen.Length > 0 ? [$"seen: {stage.Seen}"] : []).ToList();
        if (sent.Count != requests) changed.Add($"{sent.Count - requests} requests");
        if (changed.Count == 0 && written.Count == 0) return ("refused", "nothing has changed");
        // What is done stands in the audit log, once.
        return written.SequenceEqual(action.Audit is null ? [] : [action.Audit]) ? ("done", string.Join("; ", changed.Take(5))) : ("done otherwise", $"audit: {string.Join(", ", written)}; {string.Join("; ", changed.Take(5))}");
    }

    private Task<IReadOnlyList<string>> RowsAsync() => DatabaseText.RowsAsync(app.Databases, ["AuditEntries", "DataProtectionKeys"], Cancel);

    private async Task<long> LastEntryAsync()
    {
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        return await db.AuditEntries.MaxAsync(x => (long?)x.Id, Cancel) ?? 0;
    }

    private async Task<List<string>> EntriesAsync(long after)
    {
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        return await db.AuditEntries.Where(x => x.Id > after).OrderBy(x => x.Id).Select(x => x.Action).ToListAsync(Cancel);
    }

    private static string Line(string name, IEnumerable<string> cells) => string.Create(CultureInfo.InvariantCulture, $"{name,-60} {string.Join(' ', cells.Select(x => x.PadRight(10)))}");
}
