using Dashboard.Features.Templates;
using Dashboard.Upstream;
using Sandbox.Wshoto;

namespace Dashboard.Tests.Features.Templates;

public sealed class ExecutionQueriesTests : IAsyncLifetime
{
    private TemplateRig rig = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => rig = await TemplateRig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task All_pages_of_employees_are_read_in_the_APIs_order()
    {
        rig.Give(rig.Template(5) with { Employees = 230 });

        var list = await rig.Execution.EmployeesAsync(5, Cancel);

        Assert.Equal((230, 230, true), (list.Total, list.Records.Count, list.IsAll));
        Assert.Equal(WshotoExecution.Employees(rig.Wshoto.Templates[0]).Select(x => (string)x["user_id"]!), list.Records.Select(x => x.UserId));
        Assert.Equal(3, rig.Calls(WshotoCall.Employees));
    }

    [Fact]
    public async Task Nobody_is_read_with_one_call()
    {
        rig.Give(rig.Template(5));

        var list = await rig.Execution.EmployeesAsync(5, Cancel);

        Assert.Equal((0, true), (list.Records.Count, list.IsAll));
        Assert.Equal(1, rig.Calls(WshotoCall.Employees));
    }

    [Fact]
    public async Task Of_very_many_employees_the_first_are_read_and_it_is_known_that_more_exist()
    {
        rig.Give(rig.Template(5) with { Employees = ExecutionQueries.MostEmployees + 30 });

        var list = await rig.Execution.EmployeesAsync(5, Cancel);

        Assert.Equal((ExecutionQueries.MostEmployees + 30, ExecutionQueries.MostEmployees, false), (list.Total, list.Records.Count, list.IsAll));
    }

    [Fact]
    public async Task All_targets_of_an_employee_are_read()
    {
        var list = await rig.Execution.TargetsAsync(TemplateRig.LongId, "zhangwei", Cancel);

        Assert.Equal((130, 130, true), (list.Total, list.Records.Count, list.IsAll));
        Assert.Equal(rig.Time.GetUtcNow(), list.ReadAt);
    }

    [Fact]
    public async Task A_page_that_fails_fails_the_read()
    {
        rig.Wshoto.Settings.OutageUntil = rig.Time.GetUtcNow().AddHours(1);

        await Assert.ThrowsAsync<UpstreamException>(() => rig.Execution.EmployeesAsync(TemplateRig.LongId, Cancel));
    }
}
