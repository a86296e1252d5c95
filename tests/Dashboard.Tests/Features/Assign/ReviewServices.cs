using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Dashboard.Upstream.Incs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Features.Assign;

/// <summary>What the review's components need, on a rig's database.</summary>
internal static class ReviewServices
{
    public static void AddReview(this IServiceCollection services, SheetRig rig)
    {
        // The container disposes of what it makes; the rig is disposed of by its test.
        services.AddSingleton<IDbContextFactory<DashboardDb>>(rig.Database);
        services.AddSingleton(rig.Queries);
        services.AddSingleton(rig.Check);
        services.AddSingleton<ReviewQueries>();
        services.AddSingleton<SheetEditor>();
        services.AddSingleton<SheetChecks>();
        services.AddSingleton<Forecast>();
        services.AddSingleton<IHostApplicationLifetime, Lifetime>();
        services.AddSingleton<IAuthorizationService, DefaultAuthorizationService>();
        services.AddSingleton<IAuthorizationPolicyProvider, DefaultAuthorizationPolicyProvider>();
        services.AddSingleton<IOptionsMonitor<IncsOptions>>(new IncsClients.FixedOptions(new()));
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => throw new NotSupportedException();
    }
}
