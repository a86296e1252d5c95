using Dashboard.Upstream;
using Microsoft.EntityFrameworkCore;
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
        await rig.Queries.FindAsync(TemplateRig.LongId, anew: false, Cancel);
        rig.Time.Advance(TimeSpan.FromSeconds(46));
        await rig.Queries.FindAsync(TemplateRig.LongId, anew: false, Cancel);

        Assert.Equal(2, rig.Calls(WshotoCall.Detail));
    }

    [Fact]
    public async Task One_template_is_remembered_by_its_id()
    {
        rig.Give(rig.Template(1), rig.Template(2));

        var names = new List<string>();
        foreach (var id in new[] { 1, 2, 1, 2 }) names.Add((await rig.Queries.FindAsync(id, anew: false, Cancel)).Template.Name);

        Assert.Equal(["template 1", "template 2", "template 1", "template 2"], names);
        Assert.Equal(2, rig.Calls(WshotoCall.Detail));
    }

    [Fact]
    public async Task A_failed_read_is_not_remembered()
    {
        await Assert.ThrowsAsync<UpstreamException>(() => rig.Queries.FindAsync(5, anew: false, Cancel));
        rig.Give(rig.Template(5));

        Assert.Equal(5, (await rig.Queries.FindAsync(5, anew: false, Cancel)).Template.Id);
    }

    [Fact]
    public async Task While_Wshoto_is_down_the_last_copy_shows_with_its_age_and_why()
    {
        var readAt = rig.Time.GetUtcNow();
        await rig.Queries.FindAsync(TemplateRig.LongId, anew: false, Cancel);
        rig.Time.Advance(TimeSpan.FromHours(5));
        rig.Wshoto.Settings.OutageUntil = rig.Time.GetUtcNow().AddHours(1);

        var kept = await rig.Queries.FindAsync(TemplateRig.LongId, anew: false, Cancel);

        Assert.Equal((readAt, 1, UpstreamFailure.Unreachable), (kept.ReadAt, kept.Version, kept.Problem?.Failure));
        Assert.Equal((TemplateRig.LongId, "春季大促全素材示例", 14), (kept.Template.Id, kept.Template.Name, kept.Template.Materials.Count));
    }

    [Fact]
    public async Task A_template_that_Wshoto_removed_shows_as_it_was()
    {
        rig.Give(rig.Template(5));
        await rig.Queries.FindAsync(5, anew: false, Cancel);
        rig.Give();

        var kept = await rig.Queries.FindAsync(5, anew: true, Cancel);

        Assert.Equal(("template 5", UpstreamFailure.Refused), (kept.Template.Name, kept.Problem?.Failure));
    }

    [Fact]
    public async Task A_changed_template_is_another_version_and_the_one_before_can_be_read()
    {
        rig.Give(rig.Template(5));
        await rig.Queries.FindAsync(5, anew: false, Cancel);
        rig.Give(rig.Template(5) with { Name = "changed" });

        var now = await rig.Queries.FindAsync(5, anew: true, Cancel);

        Assert.Equal((2, "changed"), (now.Version, now.Template.Name));
        Assert.Equal("template 5", (await rig.Queries.FindVersionAsync(5, 1, Cancel))?.Template.Name);
        Assert.Null(await rig.Queries.FindVersionAsync(5, 3, Cancel));
    }

    [Fact]
    public async Task A_template_that_was_read_is_known_by_its_name()
    {
        await rig.Queries.FindAsync(TemplateRig.LongId, anew: false, Cancel);

        await using var db = rig.Database.CreateDbContext();
        Assert.Equal("春季大促全素材示例", (await db.KnownTemplates.SingleAsync(Cancel)).Name);
    }

    [Fact]
    public async Task Reading_anew_asks_Wshoto_although_it_was_just_asked()
    {
        await rig.Queries.FindAsync(TemplateRig.LongId, anew: false, Cancel);
        await rig.Queries.FindAsync(TemplateRig.LongId, anew: true, Cancel);

        Assert.Equal(2, rig.Calls(WshotoCall.Detail));
    }
}
