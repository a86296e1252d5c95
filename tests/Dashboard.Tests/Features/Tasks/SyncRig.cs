using System.Collections.Concurrent;
using Dashboard.Data;
using Dashboard.Features.Tasks;
using Dashboard.Tests.Support;
using Dashboard.Upstream.Incs;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sandbox;
using Sandbox.Incs;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>A sync as the product wires it, reading the Sandbox over HTTP. Both live by one clock, which a test moves.</summary>
internal sealed class SyncRig : IAsyncDisposable
{
    private SyncRig(TestDatabase database, SandboxHost sandbox, FakeTime time, Action<IncsOptions>? change)
    {
        (Database, Sandbox, Time) = (database, sandbox, time);
        sandbox.Settings.LatencyMs = sandbox.Settings.LatencyJitterMs = 0;
        Sync = New(sandbox.BaseUrl, change);
        Feed.Subscribe(news =>
        {
            News.Enqueue(news);
            if (Feed.FirstFill is { } share) Shares.Enqueue(share);
        });
    }

    public TestDatabase Database { get; }

    public SandboxHost Sandbox { get; }

    public FakeTime Time { get; }

    public SyncOptions Options { get; } = new();

    public MirrorFeed Feed { get; } = new();

    public TaskSync Sync { get; }

    /// <summary>Queries of the requests that were answered or refused, oldest first.</summary>
    public ConcurrentQueue<Dictionary<string, string>> Requests { get; } = new();

    /// <summary>What the pages were told.</summary>
    public ConcurrentQueue<MirrorNews> News { get; } = new();

    /// <summary>How far the first fill was, each time the pages were told.</summary>
    public ConcurrentQueue<double> Shares { get; } = new();

    /// <summary>Runs before a request leaves.</summary>
    public Action<Dictionary<string, string>>? OnRequest { get; set; }

    /// <summary>Changes what a request asks for, where INCS reads it in another way than the Sandbox does.</summary>
    public Action<Dictionary<string, string>>? Rewrite { get; set; }

    /// <summary>Starts both. The clock stands at 09:00 UTC: three hours into a window.</summary>
    public static async Task<SyncRig> StartAsync(DatabaseKind kind = DatabaseKind.Sqlite, int seed = 0, Action<IncsOptions>? change = null)
    {
        var time = new FakeTime();
        return new(await TestDatabase.CreateAsync(kind), await SandboxHost.StartAsync(new() { SeedTasks = seed, Time = time }), time, change);
    }

    /// <summary>Another sync on the same database, reading elsewhere.</summary>
    public TaskSync New(Uri url, Action<IncsOptions>? change = null) => new(Client(url, change), new(Database, Time), Feed, Database, new FixedOptions(Options), Time);

    /// <summary>The full check of the same mirror.</summary>
    public MirrorCheck NewCheck() => new(Client(Sandbox.BaseUrl, null), new(Database, Time), Feed, Database, Time, NullLogger<MirrorCheck>.Instance);

    /// <summary>Moves the clock, then makes a pass.</summary>
    /// <returns>How many requests it took.</returns>
    public async Task<int> PassAsync(TimeSpan after = default)
    {
        Time.Advance(after);
        var before = Requests.Count;
        await Sync.PassAsync(default);
        return Requests.Count - before;
    }

    /// <summary>Tasks that others create in INCS.</summary>
    public void Create(int count, string name = "task")
    {
        var first = Sandbox.Incs.CreatedByPost().Count;
        for (var i = first; i < first + count; i++)
            Assert.NotNull(Sandbox.Incs.Create(new(30058, $"{name} {i}", "", "Erin", $"6281500{i:D6}", "incs_1"), i + 1));
    }

    public async Task<SyncState> StateAsync()
    {
        await using var db = Database.CreateDbContext();
        return await db.SyncStates.AsNoTracking().SingleAsync();
    }

    /// <summary>That the mirror has what INCS has: every task with its status and its log.</summary>
    public async Task AssertMirrorsAsync()
    {
        var (expected, now) = (Sandbox.Incs.Visible().OrderBy(x => x.Id), Sandbox.Incs.Now);
        var mirrored = await Database.TasksAsync();
        Assert.Equal(expected.Select(x => Words(x, now)), mirrored.Select(x => $"{x.Id} {x.Status} {x.CreatedAt:s} {string.Join(',', x.Logs.Select(l => l.Id).Order())}"));
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await Database.DisposeAsync();
    }

    private IncsClient Client(Uri url, Action<IncsOptions>? change) => IncsClients.For(url, options =>
    {
        options.Token = Sandbox.Settings.Token;
        change?.Invoke(options);
    }, Time, new Door(this));

    private static string Words(SandboxTask task, DateTimeOffset now)
    {
        var (status, logs) = TaskFate.At(task, now);
        return $"{task.Id} {status} {task.CreatedAt:s} {string.Join(',', logs.Select(x => x.Id).Order())}";
    }

    private sealed class Door(SyncRig rig) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var query = QueryHelpers.ParseQuery(request.RequestUri!.Query).ToDictionary(x => x.Key, x => x.Value.ToString());
            rig.Requests.Enqueue(query);
            rig.OnRequest?.Invoke(query);
            if (rig.Rewrite is not null)
            {
                var changed = new Dictionary<string, string>(query);
                rig.Rewrite(changed);
                request.RequestUri = new(QueryHelpers.AddQueryString(request.RequestUri.GetLeftPart(UriPartial.Path), changed!));
            }
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class FixedOptions(SyncOptions value) : IOptionsMonitor<SyncOptions>
    {
        public SyncOptions CurrentValue => value;

        public SyncOptions Get(string? name) => value;

        public IDisposable? OnChange(Action<SyncOptions, string?> listener) => null;
    }
}
