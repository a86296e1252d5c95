using System.Text.Json;

namespace Dashboard.Tests.Sandbox;

public sealed class WshotoSandboxTests : IAsyncLifetime
{
    private const string ListCall = "page_query_task_info_list";
    private const string DetailCall = "query_task_detail_info";
    private const string LongId = "1254676189925432389";
    private WshotoRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await WshotoRig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task The_list_is_filtered_by_part_of_a_name()
    {
        var found = await rig.ListAsync("\"template_name\":\"自相矛盾\"");

        Assert.Equal(2, found.Count);
        Assert.All(found, x => Assert.Contains("自相矛盾", x.GetProperty("template_name").GetString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"status_list\":[-1]", "status", "-1")]
    [InlineData("\"status_list\":[0]", "status", "0")]
    [InlineData("\"task_type\":3", "template_type", "3")]
    [InlineData("\"task_ext_type\":2", "task_ext_type", "2")]
    [InlineData("\"create_user_ids\":[\"lina\"]", "create_user_id", "\"lina\"")]
    public async Task The_list_is_filtered_by_each_documented_member(string filter, string member, string value)
    {
        var found = await rig.ListAsync(filter);
        var all = await rig.ListAsync();

        Assert.NotEmpty(found);
        Assert.All(found, x => Assert.Equal(value, x.GetProperty(member).GetRawText()));
        Assert.Equal(all.Count(x => x.TryGetProperty(member, out var given) && given.GetRawText() == value), found.Count);
    }

    [Fact]
    public async Task Several_statuses_and_creators_are_any_of_them()
    {
        var found = await rig.ListAsync("\"status_list\":[0,2,4],\"create_user_ids\":[\"chenjie\",\"zhangwei\"]");

        Assert.Equal([0, 2, 4], found.Select(x => x.GetProperty("status").GetInt32()).Distinct().Order());
        Assert.Equal(["chenjie", "zhangwei"], found.Select(x => x.GetProperty("create_user_id").GetString()).Distinct().Order());
    }

    [Fact]
    public async Task A_range_of_created_times_includes_both_ends()
    {
        var at = (await rig.ListAsync())[10].GetProperty("create_time").GetInt64();

        var found = await rig.ListAsync($"\"start_time\":{at},\"end_time\":{at}");

        Assert.Equal(at, Assert.Single(found).GetProperty("create_time").GetInt64());
    }

    [Theory]
    [InlineData(90 * 86400, 0)]
    [InlineData(90 * 86400 + 1, 40004)]
    [InlineData(-1, 40004)]
    public async Task A_range_of_at_most_90_days_is_taken(int seconds, int code)
    {
        var from = rig.Time.GetUtcNow().ToUnixTimeSeconds() - 100 * 86400;

        var answer = await rig.PostAsync(ListCall, $$"""{"start_time":{{from}},"end_time":{{from + seconds}}}""");

        Assert.Equal(code, answer.GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("""{"start_time":1772323200}""", 40004)]
    [InlineData("""{"end_time":1772323200}""", 40004)]
    [InlineData("""{"page_size":101}""", 40003)]
    [InlineData("""{"page_size":0}""", 40003)]
    [InlineData("""{"current_index":0}""", 40003)]
    [InlineData("""{"task_type":"1"}""", 40002)]
    [InlineData("""{"status_list":2}""", 40002)]
    [InlineData("[]", 40001)]
    [InlineData("{", 40001)]
    public async Task A_wrong_parameter_is_refused(string body, int code) =>
        Assert.Equal(code, (await rig.PostAsync(ListCall, body)).GetProperty("code").GetInt32());

    [Fact]
    public async Task Without_paging_the_first_20_come_newest_first()
    {
        var data = (await rig.PostAsync(ListCall, "{}")).GetProperty("data");

        var times = data.GetProperty("records").EnumerateArray().Where(x => x.GetProperty("create_time").GetInt64() < 100_000_000_000).Select(x => x.GetProperty("create_time").GetInt64()).ToList();
        Assert.Equal(20, data.GetProperty("records").GetArrayLength());
        Assert.Equal(times.OrderDescending(), times);
        Assert.Equal(rig.Wshoto.Templates.Count, data.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Pages_hold_each_template_once()
    {
        var ids = (await rig.ListAsync()).Select(x => x.GetProperty("template_id").GetInt64()).ToList();

        Assert.Equal(rig.Wshoto.Templates.Select(x => x.Id).Order(), ids.Order());
    }

    [Theory]
    [InlineData("""{"template_id":404}""", 40005)]
    [InlineData("{}", 40002)]
    public async Task A_template_that_is_not_there_is_refused(string body, int code) =>
        Assert.Equal(code, (await rig.PostAsync(DetailCall, body)).GetProperty("code").GetInt32());

    [Fact]
    public async Task The_employees_call_gives_counts_that_add_up_page_by_page()
    {
        var token = await rig.TokenAsync();
        var pages = new List<JsonElement>();
        for (var page = 1; page <= 3; page++)
            pages.Add((await rig.PostAsync("page_query_user_execute_info_list", $$"""{"template_id":{{LongId}},"current_index":{{page}},"page_size":10}""", token)).GetProperty("data"));
        var employees = pages.SelectMany(x => x.GetProperty("records").EnumerateArray()).ToList();

        Assert.All(pages, x => Assert.Equal(24, x.GetProperty("total").GetInt32()));
        Assert.Equal(24, employees.Select(x => x.GetProperty("user_id").GetString()).Distinct().Count());
        Assert.All(employees, x => Assert.Equal(Count(x, "plan_target_qty"), Count(x, "followed_target_qty") + Count(x, "no_follow_target_qty")));
        Assert.All(employees, x => Assert.InRange(Count(x, "complete_rate"), 0, 100));
        Assert.Equal([1, 2, 3], employees.Select(x => Count(x, "status")).Distinct().Order());
    }

    [Fact]
    public async Task The_targets_call_gives_as_many_targets_as_were_planned()
    {
        var employee = (await rig.PostAsync("page_query_user_execute_info_list", $$"""{"template_id":{{LongId}}}""")).GetProperty("data").GetProperty("records")[0];
        var user = employee.GetProperty("user_id").GetString();

        var data = (await rig.PostAsync("page_query_user_follow_up_info_list", $$"""{"template_id":{{LongId}},"user_id":"{{user}}","page_size":100}""")).GetProperty("data");

        var targets = data.GetProperty("records").EnumerateArray().ToList();
        Assert.Equal((Count(employee, "plan_target_qty"), 100), (data.GetProperty("total").GetInt32(), targets.Count));
        Assert.All(targets, x => Assert.Equal(Count(x, "follow_status") == 2, x.GetProperty("follow_time").ValueKind == JsonValueKind.Number));
    }

    [Fact]
    public async Task Somebody_who_does_not_carry_it_out_has_no_targets()
    {
        var answer = await rig.PostAsync("page_query_user_follow_up_info_list", $$"""{"template_id":{{LongId}},"user_id":"nobody"}""");

        Assert.Equal(0, answer.GetProperty("data").GetProperty("total").GetInt32());
    }

    private static int Count(JsonElement record, string member) => record.GetProperty(member).GetInt32();
}
