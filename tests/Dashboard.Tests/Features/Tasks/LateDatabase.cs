using System.Data.Common;
using Dashboard.Data;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>The same database for one that writes late: between what it has read and its first write (or each), something else happens.</summary>
internal sealed class LateDatabase : IDbContextFactory<DashboardDb>
{
    private readonly DbContextOptions<DashboardDb> options;

    public LateDatabase(TestDatabase database, Func<Task> beforeWriting, bool always = false)
    {
        var builder = new DbContextOptionsBuilder<DashboardDb>();
        builder.UseDashboard(database.ConnectionString, database.Folder);
        builder.AddInterceptors(new Starting(beforeWriting, always));
        options = builder.Options;
    }

    public DashboardDb CreateDbContext() => new(options);

    private sealed class Starting(Func<Task> before, bool always) : DbTransactionInterceptor
    {
        private bool done;

        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            if (done) return result;
            done = !always;
            await before();
            return result;
        }
    }
}
