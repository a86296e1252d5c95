using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Features.Tasks;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>The task pages on SQLite, as in a circuit. Their sync reads the Sandbox over HTTP.</summary>
public abstract class TaskComponentTest : ComponentTest, IAsyncLifetime
{
    protected static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    protected TaskComponentTest(string role = Roles.Manager, bool hides = false) : base(role, hides)
    {
        // bUnit's stand-in refuses every check: the product's policies decide here.
        Services.AddSingleton<IAuthorizationService, DefaultAuthorizationService>();
        Services.AddSingleton<IAuthorizationPolicyProvider, DefaultAuthorizationPolicyProvider>();
    }

    private TaskLive? live;

    private protected SyncRig Rig { get; private set; } = null!;

    private protected HeldDatabase Held { get; private set; } = null!;

    protected TestDatabase Database => Rig.Database;

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    public async ValueTask InitializeAsync()
    {
        Rig = await SyncRig.StartAsync();
        Held = new(Rig.Database);
        Services.AddSingleton<IDbContextFactory<DashboardDb>>(Held);
        Services.AddSingleton<TaskQueries>();
        // The server's own readings, once for all pages, are not held up and not counted: what is asked of the held one, a page asks.
        Services.AddSingleton(x => new TaskIndexSource(Database, x.GetRequiredService<TimeProvider>()));
        Services.AddSingleton(x => new TaskLive(
            x.GetRequiredService<TaskIndexSource>(), new(x.GetRequiredService<TaskIndexSource>(), Database, x.GetRequiredService<TimeProvider>()), Rig.Feed, x.GetRequiredService<TimeProvider>(), NullLogger<TaskLive>.Instance));
        Services.AddSingleton<PinnedViews>();
        Services.AddSingleton<AuditTrail>();
        Services.AddSingleton<SavedViewStore>();
        Services.AddSingleton(Rig.Feed);
        Services.AddSingleton(Rig.Sync);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        if (live is not null) await live.StopAsync(default);
        await base.DisposeAsyncCore();
        await Rig.DisposeAsync();
    }

    /// <summary>Writes a change and tells it as the sync does; pages have heard of it afterwards.</summary>
    protected async Task ChangeAsync(long id, int status, params long[] told)
    {
        await using var db = Database.CreateDbContext();
        await db.Tasks.Where(x => x.Id == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.Status, status));
        Rig.Feed.Publish(new(told.ToHashSet()), null);
        await Renderer.Dispatcher.InvokeAsync(() => { });
    }

    // The first page that is opened: what a test adds before belongs to the past.
    private void StartLive()
    {
        if (live is not null) return;
        live = Services.GetRequiredService<TaskLive>();
        live.StartAsync(default).GetAwaiter().GetResult();
    }

    private protected IRenderedComponent<TasksPage> OpenGrid(string query = "")
    {
        StartLive();
        Navigation.NavigateTo("/tasks" + query);
        var page = Render<TasksPage>();
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0, Generous);
        return page;
    }

    private protected IRenderedComponent<TaskPage> OpenTask(long id)
    {
        StartLive();
        var page = Render<TaskPage>(p => p.Add(x => x.TaskId, id));
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0, Generous);
        return page;
    }
}
