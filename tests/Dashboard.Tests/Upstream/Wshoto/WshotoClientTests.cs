using System.Text.Json.Nodes;
using Dashboard.Tests.Support;
using Dashboard.Upstream;
using Sandbox;
using Sandbox.Wshoto;

namespace Dashboard.Tests.Upstream.Wshoto;

public sealed class WshotoClientTests
{
    private const long LongId = 1254676189925432389;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callers_at_once_share_one_token_request()
    {
        await using var sandbox = await StartAsync();
        var wshoto = WshotoClients.For(sandbox.BaseUrl);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => wshoto.Client.ListAsync(new(), Cancel)));

        Assert.Equal(1, sandbox.Wshoto.Faults.Calls[WshotoCall.Token]);
    }

    [Fact]
    public async Task Callers_at_once_share_a_failed_token_request_too()
    {
        await using var sandbox = await StartAsync();
        var wshoto = WshotoClients.For(sandbox.BaseUrl, x => x.AppSecret = "wrong");

        var failures = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await Assert.ThrowsAsync<UpstreamException>(() => wshoto.Client.ListAsync(new(), Cancel))).Failure));

        Assert.All(failures, x => Assert.Equal(UpstreamFailure.Unauthorised, x));
        Assert.Equal(1, sandbox.Wshoto.Faults.Calls[WshotoCall.Token]);
    }

    [Fact]
    public async Task A_caller_that_gives_up_leaves_the_token_to_the_others()
    {
        await using var sandbox = await StartAsync();
        var wshoto = WshotoClients.For(sandbox.BaseUrl);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        wshoto.Hold = held.Task;
        using var leaving = new CancellationTokenSource();
        var first = wshoto.Tokens.GetAsync(leaving.Token);
        var second = wshoto.Tokens.GetAsync(Cancel);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        held.SetResult();

        Assert.NotEmpty(await second);
        Assert.Equal(1, sandbox.Wshoto.Faults.Calls[WshotoCall.Token]);
    }

    [Fact]
    public async Task An_answer_without_a_readable_code_is_read_where_it_brings_data()
    {
        await using var sandbox = await StartAsync();
        sandbox.Wshoto.Rewrite = (call, answer) => call == WshotoCall.Detail ? answer.Replace("\"code\":0", "\"code\":{}", StringComparison.Ordinal) : answer;

        Assert.Equal(14, (await WshotoClients.For(sandbox.BaseUrl).Client.GetDetailAsync(LongId, Cancel)).Materials.Count);
    }

    [Fact]
    public async Task A_template_in_a_list_of_one_is_that_template()
    {
        await using var sandbox = await StartAsync();
        sandbox.Wshoto.Rewrite = (call, answer) =>
        {
            if (call != WshotoCall.Detail) return answer;
            var envelope = JsonNode.Parse(answer)!;
            envelope["data"] = new JsonArray(envelope["data"]!.DeepClone());
            return envelope.ToJsonString();
        };

        Assert.Equal("春季大促全素材示例", (await WshotoClients.For(sandbox.BaseUrl).Client.GetDetailAsync(LongId, Cancel)).Name);
    }

    [Fact]
    public async Task A_token_that_was_made_invalid_is_fetched_once_more_and_the_read_is_repeated()
    {
        await using var sandbox = await StartAsync();
        var wshoto = WshotoClients.For(sandbox.BaseUrl);
        await wshoto.Client.ListAsync(new(), Cancel);
        sandbox.Wshoto.Tokens.Invalidate();

        var detail = await wshoto.Client.GetDetailAsync(LongId, Cancel);

        Assert.Equal(LongId, detail.Id);
        Assert.Equal(2, sandbox.Wshoto.Tokens.Issued);
    }

    [Fact]
    public async Task A_token_is_renewed_ahead_of_its_end()
    {
        var time = new FakeTime();
        await using var sandbox = await StartAsync(time);
        var wshoto = WshotoClients.For(sandbox.BaseUrl, time: time);
        await wshoto.Client.ListAsync(new(), Cancel);

        time.Advance(TimeSpan.FromSeconds(7200 - 200));
        await wshoto.Client.ListAsync(new(), Cancel);

        Assert.Equal(2, sandbox.Wshoto.Faults.Calls[WshotoCall.Token]);
        Assert.Equal(2, sandbox.Wshoto.Faults.Calls[WshotoCall.List]);
    }

    [Theory]
    [InlineData(WshotoFault.Error500), InlineData(WshotoFault.Html), InlineData(WshotoFault.HtmlInOk), InlineData(WshotoFault.CutJson)]
    [InlineData(WshotoFault.Reset), InlineData(WshotoFault.TooManyRequests), InlineData(WshotoFault.InvalidToken)]
    public async Task A_fault_that_passes_is_read_through(WshotoFault fault)
    {
        await using var sandbox = await StartAsync();
        sandbox.Wshoto.Faults.Queue(fault, call: WshotoCall.Detail);

        Assert.Equal(LongId, (await WshotoClients.For(sandbox.BaseUrl).Client.GetDetailAsync(LongId, Cancel)).Id);
    }

    [Fact]
    public async Task A_template_that_does_not_exist_is_refused_in_words()
    {
        await using var sandbox = await StartAsync();

        var e = await Assert.ThrowsAsync<UpstreamException>(() => WshotoClients.For(sandbox.BaseUrl).Client.GetDetailAsync(404, Cancel));

        Assert.Equal(UpstreamFailure.Refused, e.Failure);
    }

    [Fact]
    public async Task Neither_the_secret_nor_a_token_is_in_any_exception()
    {
        await using var sandbox = await StartAsync();
        var wrong = WshotoClients.For(sandbox.BaseUrl, x => x.AppSecret = "secret-that-nobody-may-see");
        var unreachable = WshotoClients.For(new Uri("http://127.0.0.1:9"), x => x.AccessToken = "secret-that-nobody-may-see");

        var refused = await Assert.ThrowsAsync<UpstreamException>(() => wrong.Client.ListAsync(new(), Cancel));
        var lost = await Assert.ThrowsAsync<UpstreamException>(() => unreachable.Client.ListAsync(new(), Cancel));

        Assert.Equal((UpstreamFailure.Unauthorised, UpstreamFailure.Unreachable), (refused.Failure, lost.Failure));
        Assert.DoesNotContain("nobody-may-see", refused + lost.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_seeded_template_is_read_with_its_materials()
    {
        await using var sandbox = await StartAsync();
        var client = WshotoClients.For(sandbox.BaseUrl).Client;

        var list = await client.ListAsync(new(), Cancel);
        var details = await Task.WhenAll(list.Records.Select(x => client.GetDetailAsync(x.Id, Cancel)));

        Assert.Equal(list.Total, details.Length);
        Assert.Equal(Enumerable.Range(1, 12), details.SelectMany(x => x.Materials).Select(x => x.Type!.Value).Where(x => x <= 12).Distinct().Order());
        Assert.Equal([1, 2, 3], details.SelectMany(x => x.Materials).Where(x => x.Type == 12).Select(x => x.ChildType!.Value).Where(x => x <= 3).Distinct().Order());
        Assert.All(details, x => Assert.True(x.CreatedAt > DateTimeOffset.UtcNow.AddDays(-365)));
        Assert.Equal([-1, 0, 1, 2, 3, 4, 42], details.Select(x => x.Status!.Value).Distinct().Order());
    }

    [Fact]
    public async Task Employees_and_their_targets_come_in_pages()
    {
        await using var sandbox = await StartAsync();
        var client = WshotoClients.For(sandbox.BaseUrl).Client;

        var employees = await client.ListEmployeesAsync(LongId, 2, 10, Cancel);
        var targets = await client.ListTargetsAsync(LongId, employees.Records[0].UserId, 1, 100, Cancel);

        Assert.Equal((24, 10), (employees.Total, employees.Records.Count));
        Assert.Equal(employees.Records[0].Planned, targets.Total);
        Assert.Equal(employees.Records[0].Followed, targets.Records.Count(x => x.Status == 2));
    }

    private static Task<SandboxHost> StartAsync(TimeProvider? time = null) =>
        SandboxHost.StartAsync(new SandboxOptions { SeedTasks = 0, Time = time ?? TimeProvider.System }, Cancel);
}
