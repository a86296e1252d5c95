using System.Text.Json;
using Dashboard.Features.Templates;
using Dashboard.Tests.Support;
using Dashboard.Upstream;
using Microsoft.Extensions.Logging.Abstractions;
using Sandbox.Wshoto;

namespace Dashboard.Tests.Features.Templates;

public sealed class TemplateRangeReaderTests : IAsyncLifetime
{
    private readonly FakeTime time = new();
    private TestDatabase database = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_template_that_is_made_meanwhile_and_moves_others_to_the_next_page_makes_none_come_twice()
    {
        await using var wshoto = StubServer.Sequence(Answer(101, Enumerable.Range(1, 100)), Answer(102, [100, 101]));

        Assert.Equal(Enumerable.Range(1, 101).Select(x => (long)x), await ReadAsync(wshoto));
    }

    [Fact]
    public async Task A_template_that_slips_onto_a_page_that_was_read_is_found_the_second_time()
    {
        // 50 is removed between the two pages: 101 moves onto the first one.
        await using var wshoto = StubServer.Sequence(
            Answer(150, Enumerable.Range(1, 100)), Answer(149, Enumerable.Range(102, 49)), Answer(149, Enumerable.Range(1, 101).Where(x => x != 50)), Answer(149, Enumerable.Range(102, 49)));

        Assert.Equal(Enumerable.Range(1, 150).Where(x => x != 50).Select(x => (long)x), await ReadAsync(wshoto));
    }

    [Fact]
    public async Task Without_a_total_it_is_read_until_a_page_is_not_full()
    {
        await using var wshoto = StubServer.Sequence(Answer(null, Enumerable.Range(1, 100)), Answer(null, Enumerable.Range(101, 100)), Answer(null, [201]), Answer(null, [999]));

        Assert.Equal(201, (await ReadAsync(wshoto)).Count);
        Assert.Equal(3, wshoto.Requests);
    }

    [Fact]
    public async Task Pages_that_hold_fewer_than_were_asked_for_are_read_up_to_the_total()
    {
        await using var wshoto = StubServer.Sequence(Answer(5, [1, 2]), Answer(5, [3, 4]), Answer(5, [5]), Answer(5, [999]));

        Assert.Equal([1, 2, 3, 4, 5], await ReadAsync(wshoto));
    }

    [Fact]
    public async Task An_upstream_that_gives_the_same_page_for_ever_is_left()
    {
        await using var wshoto = StubServer.Json(Text(1_000_000, Enumerable.Range(1, 100)));

        Assert.Equal(100, (await ReadAsync(wshoto)).Count);
        Assert.True(wshoto.Requests <= TemplateRangeReader.MostCalls);
    }

    [Fact]
    public async Task Records_that_can_not_be_read_are_passed_over_without_reading_twice()
    {
        await using var wshoto = StubServer.Sequence(StubServer.Response("""{"code":0,"data":{"total":3,"records":[{"template_id":1},{"name":"no id"},"what"]}}"""));

        Assert.Equal([1], await ReadAsync(wshoto));
        Assert.Equal(1, wshoto.Requests);
    }

    [Fact]
    public async Task Filters_go_to_Wshoto()
    {
        await using var wshoto = StubServer.Json(Text(0, []));

        await ReadAsync(wshoto, query: new() { Name = "春", Statuses = [-1, 2], Type = 3, Creator = "lina" });

        using var body = JsonDocument.Parse(wshoto.LastRequest[(wshoto.LastRequest.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.Equal("春", body.RootElement.GetProperty("template_name").GetString());
        Assert.Equal("""[-1,2] 3 ["lina"]""", string.Join(' ', new[] { "status_list", "task_type", "create_user_ids" }.Select(x => body.RootElement.GetProperty(x).GetRawText())));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_template_at_the_seam_of_two_parts_comes_exactly_once(int second)
    {
        await using var rig = await TemplateRig.StartAsync();
        var until = rig.Time.GetUtcNow();
        rig.Give(rig.Template(7) with { CreatedAt = until.AddDays(-90).AddSeconds(second) });

        var list = await rig.Reader.ReadAsync(new(), until.AddDays(-180), until, _ => { }, Cancel);

        Assert.Equal([7], list.Templates.Select(x => x.Id));
        Assert.Equal(2, rig.Calls(WshotoCall.List));
    }

    [Fact]
    public async Task What_has_been_read_is_told_part_by_part()
    {
        await using var rig = await TemplateRig.StartAsync();
        var told = new List<TemplateReading>();

        var list = await rig.Reader.ReadAsync(new(), rig.Time.GetUtcNow().AddDays(-1000), rig.Time.GetUtcNow(), x => { lock (told) told.Add(x); }, Cancel);

        Assert.Equal((1, 12), (told[0].Progress!.Done, told[0].Progress!.Parts));
        Assert.Equal((12, list.Templates.Count), (told[^1].Progress!.Done, told[^1].Templates.Count));
        Assert.Equal((false, null), (list.Cut, list.Progress));
    }

    [Fact]
    public async Task A_range_that_holds_too_many_is_cut_and_says_from_when_on_it_is_whole()
    {
        await using var wshoto = StubServer.Json(Text(0, []));

        var from = time.GetUtcNow().AddDays(-90L * (TemplateRangeReader.MostCalls + 5));
        var list = await Reader(wshoto, out var clients).ReadAsync(new(), from, time.GetUtcNow(), _ => { }, Cancel);
        clients.Dispose();

        Assert.True(list.Cut);
        Assert.Equal(TemplateRangeReader.MostCalls, wshoto.Requests);
        Assert.Equal(time.GetUtcNow().AddDays(-90 * TemplateRangeReader.MostCalls), list.WholeSince);
    }

    [Fact]
    public async Task A_part_that_fails_fails_the_reading_and_what_was_read_is_known()
    {
        await using var rig = await TemplateRig.StartAsync();
        await rig.Reader.ReadAsync(new(), rig.Time.GetUtcNow().AddDays(-30), rig.Time.GetUtcNow(), _ => { }, Cancel);
        rig.Wshoto.Settings.OutageUntil = rig.Time.GetUtcNow().AddHours(1);
        rig.Time.WaitsEndAtOnce = true;

        await Assert.ThrowsAsync<UpstreamException>(() => rig.Reader.ReadAsync(new(), rig.Time.GetUtcNow().AddDays(-1000), rig.Time.GetUtcNow(), _ => { }, Cancel));

        Assert.NotEmpty(await rig.Known.FindAsync(new(), null, null, Cancel));
    }

    private static byte[] Answer(int? total, IEnumerable<int> ids) => StubServer.Response(Text(total, ids));

    private static string Text(int? total, IEnumerable<int> ids) =>
        JsonSerializer.Serialize(new { code = 0, data = new { total, records = ids.Select(x => new { template_id = x, template_name = $"template {x}" }) } });

    private async Task<IReadOnlyList<long>> ReadAsync(StubServer wshoto, Dashboard.Upstream.Wshoto.WshotoListQuery? query = null)
    {
        var reader = Reader(wshoto, out var clients);
        using (clients) return [.. (await reader.ReadAsync(query ?? new(), time.GetUtcNow().AddDays(-1), time.GetUtcNow(), _ => { }, Cancel)).Templates.Select(x => x.Id).Order()];
    }

    private TemplateRangeReader Reader(StubServer wshoto, out WshotoClients clients)
    {
        clients = WshotoClients.For(wshoto.Url, x => x.AccessToken = "fixed", time);
        return new(clients.Client, new(database, time, NullLogger<KnownTemplates>.Instance), time);
    }
}
