using Dashboard.Tests.Support;
using Dashboard.Upstream.Incs;
using Sandbox;
using Sandbox.Control;

namespace Dashboard.Tests.Upstream.Incs;

/// <summary>Every way in which a create call goes wrong, through the real client against the sandbox over HTTP.</summary>
public sealed class IncsClientFaultTests
{
    [Theory]
    [InlineData(FaultKind.Error500Created, "Unknown UnclearAnswer", 1)]
    [InlineData(FaultKind.Error500NotCreated, "Unknown UnclearAnswer", 0)]
    [InlineData(FaultKind.TimeoutCreated, "Unknown TimedOut", 1)]
    [InlineData(FaultKind.TimeoutNotCreated, "Unknown TimedOut", 0)]
    [InlineData(FaultKind.ResetCreated, "Unknown ConnectionLost", 1)]
    [InlineData(FaultKind.ResetNotCreated, "Unknown ConnectionLost", 0)]
    [InlineData(FaultKind.CutJson, "Unknown UnclearAnswer", 1)]
    [InlineData(FaultKind.TruncatedBody, "Unknown ConnectionLost", 1)]
    [InlineData(FaultKind.HtmlCreated, "Unknown UnclearAnswer", 1)]
    [InlineData(FaultKind.HtmlNotCreated, "Unknown UnclearAnswer", 0)]
    [InlineData(FaultKind.TooManyRequestsSeconds, "Throttled", 0)]
    [InlineData(FaultKind.TooManyRequestsDate, "Throttled", 0)]
    [InlineData(FaultKind.TooManyRequestsBare, "Throttled", 0)]
    [InlineData(FaultKind.Unauthorised, "Unauthorised", 0)]
    [InlineData(FaultKind.BadRequestInOk, "Refused", 0)]
    public async Task A_fault_has_its_outcome_and_is_posted_once(FaultKind fault, string outcome, int created)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { SeedTasks = 0 }, TestContext.Current.CancellationToken);
        sandbox.Faults.Queue(fault);
        var client = IncsClients.For(sandbox.BaseUrl, x => { x.Token = "sandbox-token"; x.TimeoutSeconds = 1; });

        var attempt = await client.CreateAsync(IncsClients.Request(), TestContext.Current.CancellationToken);

        Assert.Equal(outcome, Name(attempt.Outcome));
        Assert.Equal((1, created), (sandbox.Incs.Posts, sandbox.Incs.CreatedByPost().Count));
    }

    [Fact]
    public async Task A_task_may_be_created_after_the_caller_gave_up()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { SeedTasks = 0 }, TestContext.Current.CancellationToken);
        sandbox.Settings.LateSeconds = 1.5;
        sandbox.Faults.Queue(FaultKind.TimeoutCreatedLate);
        var client = IncsClients.For(sandbox.BaseUrl, x => { x.Token = "sandbox-token"; x.TimeoutSeconds = 1; });

        var attempt = await client.CreateAsync(IncsClients.Request(), TestContext.Current.CancellationToken);

        Assert.Equal("Unknown TimedOut", Name(attempt.Outcome));
        Assert.Empty(sandbox.Incs.CreatedByPost());
        while (sandbox.Incs.CreatedByPost().Count == 0) await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(FaultKind.TooManyRequestsSeconds), InlineData(FaultKind.TooManyRequestsDate)]
    public async Task Both_forms_of_Retry_After_are_understood(FaultKind fault)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { SeedTasks = 0 }, TestContext.Current.CancellationToken);
        sandbox.Faults.Queue(fault);

        var attempt = await IncsClients.For(sandbox.BaseUrl, x => x.Token = "sandbox-token").CreateAsync(IncsClients.Request(), TestContext.Current.CancellationToken);

        Assert.InRange(attempt.RetryAfter!.Value.TotalSeconds, 0.01, 3);
    }

    private static string Name(IncsOutcome outcome) =>
        outcome is IncsOutcome.Unknown unknown ? $"Unknown {unknown.Cause}" : outcome.GetType().Name;
}
