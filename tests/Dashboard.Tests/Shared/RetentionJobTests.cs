using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Shared;

public sealed class RetentionJobTests(DashboardApp app) : IClassFixture<DashboardApp>
{
    [Fact]
    public async Task One_that_fails_does_not_keep_the_others_from_theirs_and_the_job_has_failed()
    {
        var (failing, other) = (new Fake { Fails = true }, new Fake());

        await Assert.ThrowsAsync<AggregateException>(() => new RetentionJob([failing, other], NullLogger<RetentionJob>.Instance).Execute(null!, default).AsTask());

        Assert.Equal((1, 1), (failing.Passes, other.Passes));
    }

    [Fact]
    public void Every_part_that_keeps_something_is_asked() =>
        Assert.Equal(["Retention", "SessionRetention", "TaskRetention", "TemplateRetention"], app.Services.GetServices<IRetention>().Select(x => x.GetType().Name).Order());

    private sealed class Fake : IRetention
    {
        public bool Fails { get; init; }

        public int Passes { get; private set; }

        public Task PassAsync(CancellationToken cancellationToken)
        {
            Passes++;
            return Fails ? throw new InvalidOperationException("broken") : Task.CompletedTask;
        }
    }
}
