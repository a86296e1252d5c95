using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Benchmarks.Support;

/// <summary>The product's database by its connection string, with the product's own settings.</summary>
public sealed class Databases : IDbContextFactory<DashboardDb>
{
    private readonly DbContextOptions<DashboardDb> options;

    public Databases(string connectionString)
    {
        var builder = new DbContextOptionsBuilder<DashboardDb>();
        builder.UseDashboard(connectionString, "/");
        options = builder.Options;
    }

    public DashboardDb CreateDbContext() => new(options);
}
