using Dashboard.Upstream;
using Sandbox.Wshoto;

namespace Dashboard.Tests.Features.Templates;

public sealed class TemplateQueriesTests : IAsyncLifetime
{
    private TemplateRig rig = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => rig = await TemplateRig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task After_45_seconds_Wshoto_is_asked_again()
    {
        await rig.Queries.FindAsync(TemplateRig.LongId, Cancel);
        rig.Time.Advance(TimeSpan.FromSeconds(46));
        await rig.Queries.FindAsync(TemplateRig.LongId, Cancel);

        Assert.Equal(2, rig.Calls(WshotoCall.Detail));
    }

    [Fact]
    public async Task One_template_is_remembered_by_its_id()
    {
        rig.Give(rig.Template(1), rig.Template(2));

        var names = new List<string>();
        foreach (var id in new[] { 1, 2, 1, 2 }) names.Add((await rig.Queries.FindAsync(id, Cancel)).Name);

        Assert.Equal(["template 1", "template 2", "template 1", "template 2"], names);
        Assert.Equal(2, rig.Calls(WshotoCall.Detail));
    }

    [Fact]
    public async Task A_failed_read_is_not_remembered()
    {
        await Assert.ThrowsAsync<UpstreamException>(() => rig.Queries.FindAsync(5, Cancel));
        rig.Give(rig.Template(5));

        Assert.Equal(5, (await rig.Queries.FindAsync(5, Cancel)).Id);
    }

    [Fact]
    public async Task Employees_and_targets_come_20_a_page()
    {
        var employees = await rig.Queries.EmployeesAsync(TemplateRig.LongId, 2, Cancel);
        var targets = await rig.Queries.TargetsAsync(TemplateRig.LongId, "zhangwei", 7, Cancel);

        Assert.Equal((24, 4), (employees.Total, employees.Records.Count));
        Assert.Equal((130, 10), (targets.Total, targets.Records.Count));
    }
}
