using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dashboard.Benchmarks.Support;

/// <summary>The product's database by its connection string, with the product's own settings.</summary>
public sealed class Databases : IDbContextFactory<DashboardDb>
{
    private readonly DbContextOptions<DashboardDb> options;

    public Databases(string connectionString, params IInterceptor[] interceptors)
    {
        var builder = new DbContextOptionsBuilder<DashboardDb>();
        builder.UseDashboard(connectionString, "/");
        builder.AddInterceptors(interceptors);
        options = builder.Options;
    }

    public DashboardDb CreateDbContext() => new(options);
}
