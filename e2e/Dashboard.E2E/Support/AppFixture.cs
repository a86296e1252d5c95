using Dashboard.E2E.Support;

[assembly: AssemblyFixture(typeof(Browser))]
[assembly: AssemblyFixture(typeof(AppFixture))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Dashboard.E2E.Support;

/// <summary>One app with its sandbox, shared by the tests that do not disturb each other.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    private readonly DashboardProcess app = new();

    public Uri Url => app.Url;

    public async ValueTask InitializeAsync() => await app.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
