using System.Net;
using System.Net.Sockets;
using System.Text;
using Dashboard.Tests.Support;
using Dashboard.Upstream.Incs;

namespace Dashboard.Tests.Upstream.Incs;

public sealed class IncsClientCreateTests
{
    private const string Task =
        """{"id":"239","creation_id":106,"auth_id":"30058","name":"n","type":3,"user_phone":"6281512340001","assignee_username":"incs_1","status":0,"created_at":"2026-04-16 17:44:48","updated_at":"2026-04-16 17:44:51","logs":[],"new_member":{}}""";

    [Fact]
    public async Task A_success_is_created_with_quoted_numbers_unknown_members_and_times_in_the_zone_of_the_api()
    {
        var outcome = await CreateAsync("{\"status\":\"success\",\"code\":\"200\",\"data\":" + Task + ",\"error\":{}}");

        var task = Assert.IsType<IncsOutcome.Created>(outcome).Task;
        Assert.Equal((239, 106, 30058, (long?)null), (task.Id, task.CreationId, task.AuthId, task.ConversationId));
        Assert.Equal(new DateTimeOffset(2026, 4, 16, 9, 44, 48, TimeSpan.Zero), task.CreatedAt);
    }

    [Theory]
    [InlineData("{}"), InlineData("[]"), InlineData("null")]
    public async Task A_success_without_a_task_id_is_unknown(string data) =>
        Assert.IsType<IncsOutcome.Unknown>(await CreateAsync("{\"status\":\"success\",\"code\":200,\"data\":" + data + "}"));

    [Theory]
    [InlineData(200), InlineData(400)]
    public async Task An_open_task_is_told_by_the_envelope_whatever_the_HTTP_status(int http) =>
        Assert.IsType<IncsOutcome.OpenTask>(await CreateAsync("""{"status":"error","code":400,"message":"User is in an incomplete task.","data":[],"error":{}}""", http));

    [Theory]
    [InlineData(200, """{"status":"error","code":422,"message":"user_phone is wrong","data":{}}""")]
    [InlineData(422, """{"message":"user_phone is wrong"}""")]
    public async Task A_refusal_carries_the_words_of_the_upstream(int http, string json) =>
        Assert.Equal("user_phone is wrong", Assert.IsType<IncsOutcome.Refused>(await CreateAsync(json, http)).Message);

    [Theory]
    [InlineData(401, "<html>no</html>"), InlineData(403, "{}"), InlineData(200, """{"status":"error","code":401,"message":"Unauthenticated."}""")]
    public async Task A_refused_token_is_told_by_the_envelope_or_by_HTTP(int http, string body) =>
        Assert.IsType<IncsOutcome.Unauthorised>(await CreateAsync(body, http));

    [Theory]
    [InlineData(429, "Too many", "Retry-After: 7\r\n", 7), InlineData(429, "{}", "", null), InlineData(200, """{"status":"error","code":429}""", "Retry-After: 3\r\n", 3)]
    [InlineData(429, "", "Date: Wed, 15 Apr 2026 09:00:00 GMT\r\nRetry-After: Wed, 15 Apr 2026 09:00:12 GMT\r\n", 12)]
    [InlineData(429, "", "Date: Wed, 15 Apr 2026 09:00:00 GMT\r\nRetry-After: Wed, 15 Apr 2026 08:00:00 GMT\r\n", 0)]
    public async Task Too_many_requests_are_throttled_with_the_wait_that_is_asked_for(int http, string body, string headers, int? seconds)
    {
        var attempt = await AttemptAsync(body, http, headers);

        Assert.IsType<IncsOutcome.Throttled>(attempt.Outcome);
        Assert.Equal(seconds, attempt.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task An_overloaded_gateway_is_unknown_and_its_wait_is_kept()
    {
        var attempt = await AttemptAsync("Service Unavailable", 503, "Retry-After: 9\r\n");

        Assert.IsType<IncsOutcome.Unknown>(attempt.Outcome);
        Assert.Equal(9, attempt.RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData(500, """{"status":"error","code":500,"message":"Server Error"}""")]
    [InlineData(502, "<html><body>Bad gateway</body></html>")]
    [InlineData(503, "")]
    [InlineData(404, "<html>nginx</html>")]
    [InlineData(200, """{"status":"success","code":200,"data":{"id":2""")]
    [InlineData(200, "")]
    public async Task What_is_no_clear_answer_is_unknown(int http, string body) =>
        Assert.Equal(UnknownCause.UnclearAnswer, Assert.IsType<IncsOutcome.Unknown>(await CreateAsync(body, http)).Cause);

    [Fact]
    public async Task A_refused_connection_is_surely_not_sent()
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}");
        free.Stop();

        var attempt = await IncsClients.For(url).CreateAsync(IncsClients.Request(), TestContext.Current.CancellationToken);

        Assert.IsType<IncsOutcome.NotSent>(attempt.Outcome);
        Assert.Null(attempt.HttpStatus);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"status\":\"succ")]
    public async Task A_connection_that_breaks_before_a_whole_answer_is_unknown_and_not_tried_again(string bytes)
    {
        await using var server = StubServer.Raw(Encoding.ASCII.GetBytes(bytes));

        var attempt = await IncsClients.For(server.Url).CreateAsync(IncsClients.Request(), TestContext.Current.CancellationToken);

        Assert.Equal(UnknownCause.ConnectionLost, Assert.IsType<IncsOutcome.Unknown>(attempt.Outcome).Cause);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_is_unknown()
    {
        var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var client = IncsClients.For(new Uri($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}"), x => x.TimeoutSeconds = 1);

        var attempt = await client.CreateAsync(IncsClients.Request(), TestContext.Current.CancellationToken);

        Assert.Equal(UnknownCause.TimedOut, Assert.IsType<IncsOutcome.Unknown>(attempt.Outcome).Cause);
        silent.Stop();
    }

    [Fact]
    public async Task Stopping_before_it_is_sent_is_surely_not_sent()
    {
        await using var server = StubServer.Json("{}");

        var attempt = await IncsClients.For(server.Url).CreateAsync(IncsClients.Request(), new CancellationToken(canceled: true));

        Assert.IsType<IncsOutcome.NotSent>(attempt.Outcome);
        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task The_wire_has_the_names_of_the_document_and_leaves_out_what_is_not_given()
    {
        await using var server = StubServer.Json("{}");
        await IncsClients.For(server.Url).CreateAsync(IncsClients.Request(), TestContext.Current.CancellationToken);

        Assert.Contains($"Authorization: Bearer {IncsClients.Token}", server.LastRequest, StringComparison.Ordinal);
        Assert.EndsWith("""{"name":"Follow-up","type":3,"auth_id":30058,"user_phone":"6281512345678","assignee_username":"incs_1"}""", server.LastRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_for_which_it_is_too_late_surely_does_not_leave()
    {
        await using var server = StubServer.Json("{}");

        var attempt = await IncsClients.For(server.Url).CreateAsync(IncsClients.Request(), DateTimeOffset.UtcNow.AddSeconds(-1), TestContext.Current.CancellationToken);

        Assert.IsType<IncsOutcome.NotSent>(attempt.Outcome);
        Assert.Equal(0, server.Requests);
    }

    private static async Task<IncsOutcome> CreateAsync(string body, int http = 200, string headers = "") => (await AttemptAsync(body, http, headers)).Outcome;

    private static async Task<IncsAttempt> AttemptAsync(string body, int http, string headers)
    {
        await using var server = StubServer.Json(body, http, headers);
        var attempt = await IncsClients.For(server.Url).CreateAsync(IncsClients.Request(), TestContext.Current.CancellationToken);
        Assert.Equal(1, server.Requests);
        Assert.Equal(http, attempt.HttpStatus);
        Assert.DoesNotContain(IncsClients.Token, attempt.ToString(), StringComparison.Ordinal);
        return attempt;
    }
}
