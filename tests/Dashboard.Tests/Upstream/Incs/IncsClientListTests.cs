using Dashboard.Tests.Support;
using Dashboard.Upstream;
using Dashboard.Upstream.Incs;

namespace Dashboard.Tests.Upstream.Incs;

public sealed class IncsClientListTests
{
    private const string OnePage =
        """{"status":"success","code":200,"message":"","data":{"total":"1","data":[{"id":237,"creation_id":104,"auth_id":30058,"name":"4.8","type":3,"user_phone":"6281519140316","assignee_username":"incs_1","status":"3","created_at":"2026-04-08 17:22:01","updated_at":"2026-04-08 17:28:54","logs":[{"id":534,"type":4,"status":1,"pre_status":1,"assignee_username":"incs_1","comment":"已经跟进","created_at":"2026-04-08 17:25:01","updated_at":"2026-04-08 17:25:01"}]}]}}""";

    [Fact]
    public async Task A_page_has_its_total_its_tasks_and_their_logs()
    {
        await using var server = StubServer.Json(OnePage);

        var page = await ListAsync(server);

        var task = Assert.Single(page.Tasks);
        Assert.Equal((1, 237L, 3, "已经跟进"), (page.Total, task.Id, task.Status, Assert.Single(task.Logs).Comment));
        Assert.Equal(new DateTimeOffset(2026, 4, 8, 9, 25, 1, TimeSpan.Zero), task.Logs[0].CreatedAt);
    }

    [Fact]
    public async Task Text_comes_as_every_database_takes_it()
    {
        var name = new string('x', 300);
        await using var server = StubServer.Json("""{"status":"success","code":200,"data":{"data":[{"id":1,"name":"a\u0000b","assignee_username":"NAME"}]}}""".Replace("NAME", name, StringComparison.Ordinal));

        var task = Assert.Single((await ListAsync(server)).Tasks);

        Assert.Equal(("a\uFFFDb", name[..256]), (task.Name, task.AssigneeUsername));
    }

    [Theory]
    [InlineData("{}"), InlineData("[]"), InlineData("null")]
    public async Task Nothing_is_an_empty_page(string data)
    {
        await using var server = StubServer.Json("{\"status\":\"success\",\"code\":200,\"data\":" + data + "}");

        Assert.Empty((await ListAsync(server)).Tasks);
    }

    [Fact]
    public async Task Parameters_go_in_the_query_with_times_in_the_zone_of_the_api()
    {
        await using var server = StubServer.Json(OnePage);

        await ListAsync(server, new() { StartAt = new DateTimeOffset(2026, 4, 7, 9, 0, 0, TimeSpan.Zero), Status = 1, Page = 2 });

        Assert.StartsWith("GET /external/tasks?status=1&start_at=2026-04-07%2017%3A00%3A00&page=2&page_size=100 ", server.LastRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_list_is_a_POST_parameters_go_in_the_body()
    {
        await using var server = StubServer.Json(OnePage);
        var client = IncsClients.For(server.Url, x => x.ListMethod = "POST");

        await client.ListAsync(new() { TaskId = 237 }, TestContext.Current.CancellationToken);

        Assert.EndsWith("""{"task_id":237,"page":1,"page_size":100}""", server.LastRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_that_fails_for_a_while_is_repeated()
    {
        await using var server = StubServer.Sequence(
            StubServer.Response("<html>", 502, "text/html"), StubServer.Response("", 429, headers: "Retry-After: 0\r\n"), StubServer.Response(OnePage));

        Assert.Single((await ListAsync(server)).Tasks);
        Assert.Equal(3, server.Requests);
    }

    [Theory]
    [InlineData(401, "{}", UpstreamFailure.Unauthorised), InlineData(200, """{"status":"error","code":400,"message":"page_size is required"}""", UpstreamFailure.Refused)]
    public async Task A_read_that_is_refused_is_not_repeated(int http, string body, UpstreamFailure failure)
    {
        await using var server = StubServer.Json(body, http);

        var e = await Assert.ThrowsAsync<UpstreamException>(() => ListAsync(server));

        Assert.Equal((failure, 1), (e.Failure, server.Requests));
        Assert.DoesNotContain(IncsClients.Token, e.ToString(), StringComparison.Ordinal);
    }

    private static Task<IncsTaskPage> ListAsync(StubServer server, IncsListQuery? query = null) =>
        IncsClients.For(server.Url).ListAsync(query ?? new(), TestContext.Current.CancellationToken);
}
