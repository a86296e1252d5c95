using Dashboard.Data;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sandbox;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>The sync as a job of the running product.</summary>
public sealed class TaskSyncJobTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_running_product_fills_its_mirror_and_follows_INCS_by_itself()
    {
        await using var sandbox = await SandboxHost.StartAsync(new() { SeedTasks = 100 }, Cancel);
        sandbox.Settings.LatencyMs = sandbox.Settings.LatencyJitterMs = 0;
        await using var app = new DashboardApp();
        await using var product = Reading(app, sandbox);

        await WaitAsync(product, db => db.SyncStates.AnyAsync(x => x.FreshAt != null));
        Assert.NotNull(sandbox.Incs.Create(new(30058, "later", "", "Erin", "6281512345678", "incs_1"), 1));

        await WaitAsync(product, db => db.Tasks.AnyAsync(x => x.Id == 101));
        await WaitAsync(product, async db => await db.Tasks.CountAsync() == 101);
    }

    [Fact]
    public async Task A_failed_pass_does_not_end_the_job()
    {
        await using var sandbox = await SandboxHost.StartAsync(new() { SeedTasks = 10 }, Cancel);
        sandbox.Settings.Token = "another";
        await using var app = new DashboardApp();
        await using var product = Reading(app, sandbox);

        await WaitAsync(product, db => db.SyncStates.AnyAsync(x => x.Error != null));
        sandbox.Settings.Token = "sandbox-token";

        await WaitAsync(product, db => db.SyncStates.AnyAsync(x => x.Error == null && x.FreshAt != null));
    }

    private static WebApplicationFactory<App> Reading(DashboardApp app, SandboxHost sandbox) => app.WithWebHostBuilder(builder =>
    {
        builder.UseSetting("Incs:BaseUrl", sandbox.BaseUrl.ToString());
        builder.UseSetting("Incs:Token", "sandbox-token");
        builder.UseSetting("Sync:IntervalSeconds", "1");
    });

    private static async Task WaitAsync(WebApplicationFactory<App> product, Func<DashboardDb, Task<bool>> isSo)
    {
        var databases = product.Services.GetRequiredService<IDbContextFactory<DashboardDb>>();
        for (var i = 0; ; i++)
        {
            Assert.True(i < 600, "Not so within 60 s");
            await using (var db = await databases.CreateDbContextAsync(Cancel))
            {
                if (await isSo(db)) return;
            }
            await Task.Delay(100, Cancel);
        }
    }
}
