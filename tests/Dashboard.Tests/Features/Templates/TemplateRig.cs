using Dashboard.Data.Index;
using Dashboard.Features.Templates;
using Dashboard.Tests.Support;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Sandbox;
using Sandbox.Wshoto;

namespace Dashboard.Tests.Features.Templates;

/// <summary>The product's template queries before a simulated Wshoto, both on one clock that a test moves.</summary>
internal sealed class TemplateRig : IAsyncDisposable
{
    public const long LongId = WshotoSeed.LongId;

    private readonly SandboxHost host;
    private readonly WshotoClients clients;
    private readonly MemoryCache cache;
    private readonly TaskIndexSource source;
    private TaskCompletionSource held = new();

    private TemplateRig(SandboxHost host, TestDatabase database, FakeTime time)
    {
        this.host = host;
        (host.Settings.LatencyMs, host.Settings.LatencyJitterMs) = (0, 0);
        (Database, Time) = (database, time);
        clients = WshotoClients.For(host.BaseUrl, time: time);
        cache = new(new MemoryCacheOptions { Clock = new CacheClock(time) });
        Versions = new(database, time);
        Execution = new(clients.Client, time);
        source = new(database, time);
        Use = new(database, source);
        Known = new(database, time, NullLogger<KnownTemplates>.Instance);
        Queries = new(clients.Client, Versions, Known, cache, time);
        Favourites = new(database, new(database, time), TestUsers.Authorization(), time, NullLogger<TemplateFavourites>.Instance);
        Reader = new(clients.Client, Known, time);
        Lists = new(new(Reader, cache), Known, Favourites, new(clients.Client, Known, cache, time), time);
    }

    public FakeTime Time { get; }

    public WshotoState Wshoto => host.Wshoto;

    public TestDatabase Database { get; }

    public TemplateVersions Versions { get; }

    public TemplateUse Use { get; }

    public TemplateQueries Queries { get; }

    public ExecutionQueries Execution { get; }

    public TemplateListQueries Lists { get; }

    public KnownTemplates Known { get; }

    public TemplateRangeReader Reader { get; }

    public TemplateFavourites Favourites { get; }

    public static async Task<TemplateRig> StartAsync(FakeTime? time = null)
    {
        time ??= new();
        return new(await SandboxHost.StartAsync(new SandboxOptions { SeedTasks = 0, Time = time }), await TestDatabase.CreateAsync(), time);
    }

    /// <summary>How often a call was made.</summary>
    public int Calls(WshotoCall call) => Wshoto.Faults.Calls.GetValueOrDefault(call);

    /// <summary>Keeps the next calls from leaving until <see cref="LetGo"/>.</summary>
    public void HoldBack() => clients.Hold = (held = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Lets new calls leave, while those held back wait on.</summary>
    public void LetNewOnesPass() => clients.Hold = Task.CompletedTask;

    /// <summary>Lets all calls go.</summary>
    public void LetGo()
    {
        LetNewOnesPass();
        held.TrySetResult();
    }

    /// <summary>Templates that replace the seeded ones.</summary>
    public void Give(params WshotoTemplate[] templates) => Wshoto.Templates = templates;

    /// <summary>A template as the vendor's example has it.</summary>
    public WshotoTemplate Template(long id, int filterType = 3, string? range = "") => new()
    {
        Id = id, Name = $"template {id}", Type = 1, Priority = 1, Creator = "lina", DelayType = 1, CreatedAt = Time.GetUtcNow().AddHours(-1), Status = 2, TaskMode = 1, Source = 1,
        FilterType = filterType, FilterRangeInfo = range, Explain = null, VerbalWrap = null,
    };

    public async ValueTask DisposeAsync()
    {
        LetGo();
        cache.Dispose();
        clients.Dispose();
        source.Dispose();
        await host.DisposeAsync();
        Favourites.Dispose();
        await Database.DisposeAsync();
    }

    private sealed class CacheClock(TimeProvider time) : Microsoft.Extensions.Internal.ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}
