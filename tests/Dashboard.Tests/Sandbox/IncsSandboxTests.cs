using Dashboard.Tests.Support;
using Dashboard.Upstream.Incs;
using Sandbox;

namespace Dashboard.Tests.Sandbox;

public sealed class IncsSandboxTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_starts_with_three_thousand_tasks_over_thirty_days_in_every_status()
    {
        await using var sandbox = await SandboxHost.StartAsync(new(), Cancel);
        var client = Client(sandbox);

        var all = await client.ListAsync(new() { PageSize = 1 }, Cancel);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 4).Select(x => client.ListAsync(new() { Status = x, PageSize = 1 }, Cancel)));

        Assert.Equal(3000, all.Total);
        Assert.All(statuses, x => Assert.NotEqual(0, x.Total));
        Assert.Equal(3000, statuses.Sum(x => x.Total));
    }

    [Fact]
    public async Task Filters_of_the_document_narrow_the_list()
    {
        await using var sandbox = await SandboxHost.StartAsync(new() { SeedTasks = 200 }, Cancel);
        var client = Client(sandbox);
        var task = (await client.ListAsync(new() { Page = 2, PageSize = 50 }, Cancel)).Tasks[0];

        Assert.Equal(task.Id, Assert.Single((await client.ListAsync(new() { TaskId = task.Id }, Cancel)).Tasks).Id);
        Assert.All((await client.ListAsync(new() { CreationId = task.CreationId }, Cancel)).Tasks, x => Assert.Equal(task.CreationId, x.CreationId));
        Assert.All((await client.ListAsync(new() { Name = task.Name }, Cancel)).Tasks, x => Assert.Equal(task.Name, x.Name));
        Assert.Contains((await client.ListAsync(new() { StartAt = task.CreatedAt, EndAt = task.CreatedAt }, Cancel)).Tasks, x => x.Id == task.Id);
        Assert.Empty((await client.ListAsync(new() { Type = 4 }, Cancel)).Tasks);
    }

    [Fact]
    public async Task A_customer_with_an_unfinished_task_gets_no_second_one()
    {
        await using var sandbox = await SandboxHost.StartAsync(new() { SeedTasks = 0 }, Cancel);

        var first = await Client(sandbox).CreateAsync(IncsClients.Request(), Cancel);
        var second = await Client(sandbox).CreateAsync(IncsClients.Request(), Cancel);

        Assert.IsType<IncsOutcome.Created>(first.Outcome);
        Assert.IsType<IncsOutcome.OpenTask>(second.Outcome);
    }

    [Fact]
    public async Task A_task_moves_on_and_its_log_grows_as_time_passes()
    {
        var time = new FakeTime();
        await using var sandbox = await SandboxHost.StartAsync(new() { SeedTasks = 0, Time = time }, Cancel);
        await Client(sandbox).CreateAsync(IncsClients.Request(), Cancel);

        var logs = new List<int>();
        for (var days = 0; days < 12; days++, time.Advance(TimeSpan.FromDays(1)))
            logs.Add((await Client(sandbox).ListAsync(new(), Cancel)).Tasks[0].Logs.Count);
        var last = (await Client(sandbox).ListAsync(new(), Cancel)).Tasks[0];

        Assert.Equal(logs.Order(), logs);
        Assert.Equal(1, logs[0]);
        Assert.Contains(last.Status, new[] { 2, 3 });
        Assert.Equal(last.Status, last.Logs[^1].Status);
    }

    [Fact]
    public async Task A_restarted_sandbox_has_the_same_tasks_and_gives_no_id_twice()
    {
        await using var database = await TestDatabase.CreateAsync();
        var options = new SandboxOptions { SeedTasks = 50, DataPath = database.Folder };
        long first;
        await using (var before = await SandboxHost.StartAsync(options, Cancel))
            first = Assert.IsType<IncsOutcome.Created>((await Client(before).CreateAsync(IncsClients.Request(), Cancel)).Outcome).Task.Id;
        await File.AppendAllTextAsync(Path.Combine(database.Folder, "incs.jsonl"), "{\"Id\":5", Cancel);
        await using var after = await SandboxHost.StartAsync(options, Cancel);

        var second = await Client(after).CreateAsync(IncsClients.Request("6281500000001"), Cancel);

        Assert.Equal(51, first);
        Assert.Equal(52, Assert.IsType<IncsOutcome.Created>(second.Outcome).Task.Id);
        Assert.Equal(52, (await Client(after).ListAsync(new(), Cancel)).Total);
    }

    [Fact]
    public async Task Clock_zone_and_visibility_can_be_set_while_it_runs()
    {
        await using var sandbox = await SandboxHost.StartAsync(new() { SeedTasks = 0 }, Cancel);
        using var http = new HttpClient { BaseAddress = sandbox.BaseUrl };
        using var content = new StringContent("""{"clockOffsetSeconds":-90,"timeZone":"Asia/Jakarta","listDelaySeconds":3600,"latencyMs":0}""");
        (await http.PutAsync("/sandbox/settings", content, Cancel)).EnsureSuccessStatusCode();

        var created = Assert.IsType<IncsOutcome.Created>((await Client(sandbox).CreateAsync(IncsClients.Request(), Cancel)).Outcome).Task;

        // The client still reads Asia/Shanghai: one hour and 90 seconds behind.
        Assert.InRange((DateTimeOffset.UtcNow - created.CreatedAt).TotalSeconds, 3690, 3750);
        Assert.Empty((await Client(sandbox).ListAsync(new(), Cancel)).Tasks);
    }

    [Fact]
    public async Task An_outage_breaks_every_connection_and_ends()
    {
        await using var sandbox = await SandboxHost.StartAsync(new() { SeedTasks = 0 }, Cancel);
        sandbox.Settings.OutageUntil = DateTimeOffset.UtcNow.AddMinutes(10);
        var during = await Client(sandbox).CreateAsync(IncsClients.Request(), Cancel);
        sandbox.Settings.OutageUntil = null;
        var after = await Client(sandbox).CreateAsync(IncsClients.Request(), Cancel);

        Assert.IsType<IncsOutcome.Unknown>(during.Outcome);
        Assert.IsType<IncsOutcome.Created>(after.Outcome);
        Assert.Equal(1, sandbox.Incs.Posts);
    }

    [Fact]
    public async Task Above_its_rate_limit_it_answers_429()
    {
        await using var sandbox = await SandboxHost.StartAsync(new() { SeedTasks = 0 }, Cancel);
        sandbox.Settings.RequestsPerSecond = 1;
        var client = Client(sandbox);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => client.CreateAsync(IncsClients.Request($"628150000000{i}"), Cancel)));

        Assert.InRange(outcomes.Count(x => x is { Outcome: IncsOutcome.Throttled, RetryAfter: { } }), 2, 3);
    }

    private static IncsClient Client(SandboxHost sandbox) => IncsClients.For(sandbox.BaseUrl, x => x.Token = "sandbox-token");
}
