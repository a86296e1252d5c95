using System.Collections.Concurrent;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Dashboard.Upstream;
using Dashboard.Upstream.Incs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sandbox;

namespace Dashboard.Tests.Features.Assign;

/// <summary>A dispatcher as the product wires it, sending to the Sandbox over HTTP.</summary>
internal sealed class DispatchRig : IAsyncDisposable
{
    private readonly List<IDisposable> ends = [];

    private DispatchRig(TestDatabase database, SandboxHost sandbox)
    {
        (Database, Sandbox) = (database, sandbox);
        sandbox.Settings.LatencyMs = sandbox.Settings.LatencyJitterMs = 0;
        Options = new() { BaseUrl = sandbox.BaseUrl, Token = sandbox.Settings.Token, TimeoutSeconds = 10 };
        Journal = new(database);
        Store = new(database, TimeProvider.System, Signal);
        Dispatcher = New(Journal);
        Reconciler = NewReconciler();
    }

    public TestDatabase Database { get; }

    public SandboxHost Sandbox { get; }

    /// <summary>When POSTs left (UTC).</summary>
    public ConcurrentQueue<DateTimeOffset> Posts { get; } = new();

    /// <summary>Runs before a POST leaves, with its number.</summary>
    public Func<int, Task>? OnPost { get; set; }

    /// <summary>Tasks that exist by our POSTs, and how many of them are doubles.</summary>
    public (int Created, int Doubled) Record => (Sandbox.Incs.CreatedByPost().Count, Sandbox.Incs.Doubled());

    public IncsOptions Options { get; }

    /// <summary>The database as the first process sees it.</summary>
    public BreakableDatabase Journal { get; }

    public DispatchSignal Signal { get; } = new();

    public LaneStatus Status { get; } = new();

    public BatchStore Store { get; }

    public Dispatcher Dispatcher { get; }

    /// <summary>Its clock is ahead by <see cref="Later"/>.</summary>
    public Reconciler Reconciler { get; }

    /// <summary>How far the reconciler's clock is ahead of the real one: a settling time need not be waited for.</summary>
    public TimeSpan Later { get; set; }

    /// <summary>Runs before a list call leaves.</summary>
    public Func<Task>? OnList { get; set; }

    /// <summary>What reading the settings throws; null when they are all right.</summary>
    public Exception? SettingsFault { get; set; }

    /// <summary>How many connections are still refused before one is made.</summary>
    public int RefuseConnections { get; set; }

    public static async Task<DispatchRig> StartAsync(DatabaseKind kind = DatabaseKind.Sqlite) =>
        new(await TestDatabase.CreateAsync(kind), await SandboxHost.StartAsync(new() { SeedTasks = 0 }));

    /// <summary>Another process on the same database: its own name, nothing in memory.</summary>
    public Dispatcher NewProcess(TimeProvider? time = null) => New(new BreakableDatabase(Database), time);

    public ConcurrentQueue<LaneCondition> WatchConditions()
    {
        var seen = new ConcurrentQueue<LaneCondition>();
        Status.Changed += () => seen.Enqueue(Status.Current.Condition);
        return seen;
    }

    public async Task WaitForPostsAsync(int count)
    {
        for (var i = 0; Posts.Count < count; i++)
        {
            Assert.True(i < 3000, $"Only {Posts.Count} POSTs in 30 s");
            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var end in ends) end.Dispose();
        await Sandbox.DisposeAsync();
        await Database.DisposeAsync();
    }

    private Dispatcher New(BreakableDatabase database, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        var http = new HttpClient(new Door(this) { InnerHandler = UpstreamHandler.Create() }) { Timeout = Timeout.InfiniteTimeSpan };
        var monitor = new RigOptions(this);
        var feed = new BatchProgressFeed(database, Signal, TimeProvider.System, NullLogger<BatchProgressFeed>.Instance);
        var rate = new IncsRate();
        var dispatcher = new Dispatcher(
            new(database, time), new(http, monitor, rate, time), rate, monitor, Signal, Status, feed, time, NullLogger<Dispatcher>.Instance);
        ends.AddRange([rate, feed, http]);
        return dispatcher;
    }

    private Reconciler NewReconciler()
    {
        var (clock, monitor, rate) = (new LaterTime(this), new RigOptions(this), new IncsRate());
        var http = new HttpClient(new Door(this) { InnerHandler = UpstreamHandler.Create() }) { Timeout = Timeout.InfiniteTimeSpan };
        var feed = new BatchProgressFeed(Database, Signal, TimeProvider.System, NullLogger<BatchProgressFeed>.Instance);
        ends.AddRange([rate, feed, http]);
        return new(new(Database, clock), new(http, monitor, rate, TimeProvider.System), monitor, Signal, feed, clock, NullLogger<Reconciler>.Instance);
    }

    private sealed class LaterTime(DispatchRig rig) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + rig.Later;
    }

    private sealed class Door(DispatchRig rig) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Get)
            {
                if (rig.OnList is not null) await rig.OnList();
                return await base.SendAsync(request, cancellationToken);
            }
            if (rig.RefuseConnections-- > 0) throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused");
            rig.Posts.Enqueue(DateTimeOffset.UtcNow);
            if (rig.OnPost is not null) await rig.OnPost(rig.Posts.Count);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class RigOptions(DispatchRig rig) : IOptionsMonitor<IncsOptions>
    {
        public IncsOptions CurrentValue => rig.SettingsFault is { } fault ? throw fault : rig.Options;

        public IncsOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<IncsOptions, string?> listener) => null;
    }
}
