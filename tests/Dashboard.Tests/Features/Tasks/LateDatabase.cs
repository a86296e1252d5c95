using Dashboard.Data;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>The same database for one that writes late: between what it has read and its first write (or each), something else happens.</summary>
internal sealed class LateDatabase : IDbContextFactory<DashboardDb>
{
    private readonly DbContextOptions<DashboardDb> options;

    public LateDatabase(TestDatabase database, Func<Task> beforeSaving, bool always = false)
    {
        var builder = new DbContextOptionsBuilder<DashboardDb>();
        builder.UseDashboard(database.ConnectionString, database.Folder);
        builder.AddInterceptors(new Saving(beforeSaving, always));
        options = builder.Options;
    }

    public DashboardDb CreateDbContext() => new(options);

    private sealed class Saving(Func<Task> before, bool always) : SaveChangesInterceptor
    {
        private bool done;

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (done) return result;
            done = !always;
            await before();
            return result;
        }
    }
}
