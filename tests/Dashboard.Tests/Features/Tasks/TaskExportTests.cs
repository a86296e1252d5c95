using System.Globalization;
using System.Net;
using System.Text;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Tasks;
using Dashboard.Shared;
using Dashboard.Tests.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>The export over HTTP.</summary>
public sealed class TaskExportTests(DashboardApp app) : IClassFixture<DashboardApp>, IAsyncLifetime
{
    // Entries of the audit log stay: those of other tests too.
    private long earlier;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        await db.Tasks.ExecuteDeleteAsync(Cancel);
        earlier = await db.AuditEntries.MaxAsync(x => (long?)x.Id, Cancel) ?? 0;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_task_stands_with_its_facts_and_its_times_in_UTC()
    {
        await app.AddTasksAsync(TaskData.Mirrored(237, x => (x.Name, x.Description, x.UserName, x.UpdatedAt) = ("四月回访, 4.8", "say \"hi\"", "王小明", TaskData.Noon.AddHours(13))));

        var (answer, bytes) = await ExportAsync(Roles.Manager);

        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("tasks.csv", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        Assert.Equal(
        [
            "task_id,status,name,description,user_name,user_phone,assignee_username,auth_id,creation_id,created_at,updated_at,"
                + "status_text,type,conversation_id,batch_id,line,template_id,last_log_at,last_log_text,first_action_at,ended_at",
            "237,1,\"四月回访, 4.8\",\"say \"\"hi\"\"\",王小明,6281500000237,incs_1,30058,104,2026-04-15 12:00:00Z,2026-04-16 01:00:00Z,In progress,3,,,,,,,,", "",
        ], Lines(bytes).Select(WithoutReadAt));
    }

    [Fact]
    public async Task Its_source_and_what_its_log_tells_stand_at_the_end()
    {
        await app.AddTasksAsync(TaskData.Mirrored(238, x =>
        {
            (x.Status, x.ConversationId, x.Logs) = (2, 1023, [TaskData.Log(1, 3, minutes: 5, before: 0, status: 1), TaskData.Log(2, 3, minutes: 9, before: 1, status: 2), TaskData.Log(3, 4, minutes: 10, comment: "=done")]);
            x.Summarise();
        }));
        var batch = await app.Databases.AddBatchAsync(1, BatchState.Completed, (x, _) => (x.State, x.TaskId, x.FirstLine, x.TemplateId) = (AssignmentState.Assigned, 238, 17, 4711));

        var (_, bytes) = await ExportAsync(Roles.Manager);

        Assert.EndsWith(
            $",Finished,3,1023,{batch},17,4711,2026-04-15 12:10:00Z,Remark: =done,2026-04-15 12:05:00Z,2026-04-15 12:09:00Z", WithoutReadAt(Lines(bytes)[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Just_the_tasks_that_are_named_come()
    {
        await app.AddTasksAsync(Enumerable.Range(1, 5).Select(i => TaskData.Mirrored(i)));

        var (_, bytes) = await ExportAsync(Roles.Manager, "?ids=4,2,99&sort=id");

        Assert.Equal(["2", "4"], Lines(bytes)[1..^1].Select(x => x.Split(',')[0]));
    }

    [Fact]
    public async Task Ids_that_can_not_be_read_and_too_many_of_them_are_refused_in_words()
    {
        var (letters, words) = await ExportAsync(Roles.Manager, "?ids=1,x");
        var (many, limit) = await ExportAsync(Roles.Manager, $"?ids={string.Join(',', Enumerable.Range(1, TaskFilter.MostIds + 1))}");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (letters.StatusCode, many.StatusCode));
        Assert.Equal(("ids: task ids with a comma between them.", "ids: at most 2000 tasks."), (Encoding.UTF8.GetString(words), Encoding.UTF8.GetString(limit)));
    }

    [Fact]
    public async Task Every_match_comes_in_the_order_of_the_grid_whatever_its_page()
    {
        await app.AddTasksAsync(Enumerable.Range(1, 2500).Select(i => TaskData.Mirrored(i, x => (x.CreatedAt, x.Status) = (TaskData.Noon.AddSeconds(i / 2), i % 2))));

        var (_, bytes) = await ExportAsync(Roles.Manager, "?status=1&sort=-id&page=2");

        Assert.Equal(Enumerable.Range(1, 2500).Where(i => i % 2 == 1).Reverse(), Lines(bytes)[1..^1].Select(x => int.Parse(x.Split(',')[0], CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("?status=2,3", "2"), InlineData("?assignee=incs_2", "3"), InlineData("?name=promo", "4"), InlineData("?phone=0005", "5"), InlineData("?auth_id=6", "6")]
    [InlineData("?creation_id=7", "7"), InlineData("?from=2026-04-20", "8"), InlineData("?to=2026-04-10", "9"), InlineData("?q=5", "5"), InlineData("?q=promo", "4")]
    [InlineData("?status=2&assignee=incs_2", ""), InlineData("?batch=1", ""), InlineData("?template=1", "")]
    public async Task It_holds_what_the_address_of_the_grid_shows(string query, string ids)
    {
        await app.AddTasksAsync(
            TaskData.Mirrored(2, x => x.Status = 2), TaskData.Mirrored(3, x => x.AssigneeUsername = "incs_2"), TaskData.Mirrored(4, x => x.Name = "Promo"), TaskData.Mirrored(5),
            TaskData.Mirrored(6, x => x.AuthId = 6), TaskData.Mirrored(7, x => x.CreationId = 7), TaskData.Mirrored(8, x => x.CreatedAt = TaskData.Noon.AddDays(5)),
            TaskData.Mirrored(9, x => x.CreatedAt = TaskData.Noon.AddDays(-5)));

        var (_, bytes) = await ExportAsync(Roles.Manager, query);

        Assert.Equal(ids, string.Join(',', Lines(bytes)[1..^1].Select(x => x.Split(',')[0])));
    }

    [Fact]
    public async Task Days_are_those_of_the_zone_that_the_browser_told()
    {
        await app.AddTasksAsync(TaskData.Mirrored(1, x => x.CreatedAt = new(2026, 4, 14, 16, 0, 0, TimeSpan.Zero)), TaskData.Mirrored(2));

        var (_, utc) = await ExportAsync(Roles.Manager, "?from=2026-04-15&to=2026-04-15");
        var (_, shanghai) = await ExportAsync(Roles.Manager, "?from=2026-04-15&to=2026-04-15", "Asia/Shanghai");

        Assert.Equal(["2"], Lines(utc)[1..^1].Select(x => x.Split(',')[0]));
        Assert.Equal(["2", "1"], Lines(shanghai)[1..^1].Select(x => x.Split(',')[0]));
    }

    [Theory, InlineData("=1+1"), InlineData("+62"), InlineData("-5"), InlineData("@SUM(A1)"), InlineData("＝1")]
    public async Task No_cell_is_a_formula(string text)
    {
        await app.AddTasksAsync(TaskData.Mirrored(1, x => x.Name = x.Description = x.UserName = x.AssigneeUsername = text));

        var (_, bytes) = await ExportAsync(Roles.Manager);

        Assert.Equal(Enumerable.Repeat("'" + text, 4), Lines(bytes)[1].Split(',').Where(x => x.Contains(text, StringComparison.Ordinal)));
    }

    [Theory, InlineData(Roles.Manager, "mei@dashboard.local"), InlineData(Roles.Admin, "adi@dashboard.local")]
    public async Task Beginning_and_end_are_in_the_audit_log_without_what_may_be_a_customers(string role, string who)
    {
        await app.AddTasksAsync(TaskData.Mirrored(1, x => (x.UserPhone, x.Name) = ("6281512345678", "四月 Erin")));

        await ExportAsync(role, "?status=1,2&assignee=incs_1&phone=6281512345678&q=erin&name=erin");

        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        var entries = await db.AuditEntries.Where(x => x.Id > earlier && x.Action.StartsWith("tasks.export")).OrderBy(x => x.Id).ToListAsync(Cancel);
        Assert.Equal(
            [(who, "tasks.export", "1 tasks", "filter=status=1,2&assignee=incs_1&name=***&phone=***&q=***"), (who, "tasks.export.end", "1 tasks", "end=Completed; rows=1")],
            entries.Select(x => (x.Who, x.Action, x.Target, x.Detail)));
    }

    [Fact]
    public async Task Its_owner_sees_how_far_it_is_and_cancels_it_and_the_file_has_no_clean_end()
    {
        await app.AddTasksAsync(Enumerable.Range(1, 3000).Select(i => TaskData.Mirrored(i, x => x.Description = new('x', 2000))));
        var (client, _) = await app.SignInAsync(Roles.Manager);
        var exports = app.Services.GetRequiredService<Exports>();
        using var answer = await client.GetAsync(new Uri(Links.TasksExport, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
        await body.ReadExactlyAsync(new byte[100_000], Cancel);

        var export = Assert.Single(exports.Of("mei@dashboard.local"), x => x.State == ExportState.Running);
        Assert.Equal(("tasks.csv", 3000), (export.File, export.Total));
        Assert.DoesNotContain(exports.Of("adi@dashboard.local"), x => x.State == ExportState.Running);
        export.Cancel();

        await Assert.ThrowsAnyAsync<Exception>(() => body.CopyToAsync(Stream.Null, Cancel));
        await Eventually.HoldsAsync(async () => await EndAsync() is { } end && end.StartsWith("end=Cancelled; rows=", StringComparison.Ordinal), "the audit log tells that it was cancelled");
        Assert.InRange(export.Done, 1, 2999);
    }

    [Fact]
    public async Task A_download_that_the_browser_stops_is_told_as_cut_off()
    {
        await app.AddTasksAsync(Enumerable.Range(1, 3000).Select(i => TaskData.Mirrored(i, x => x.Description = new('x', 2000))));
        var (client, _) = await app.SignInAsync(Roles.Manager);
        var answer = await client.GetAsync(new Uri(Links.TasksExport, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        await (await answer.Content.ReadAsStreamAsync(Cancel)).ReadExactlyAsync(new byte[100_000], Cancel);

        answer.Dispose();

        await Eventually.HoldsAsync(async () => await EndAsync() is { } end && end.StartsWith("end=CutOff; rows=", StringComparison.Ordinal), "the audit log tells that it was cut off");
    }

    [Fact]
    public async Task A_viewer_is_refused_and_nothing_is_told()
    {
        await app.AddTasksAsync(TaskData.Mirrored(1));

        var (answer, bytes) = await ExportAsync(Roles.Viewer);

        Assert.Equal((HttpStatusCode.Redirect, Links.Forbidden), (answer.StatusCode, answer.Headers.Location!.AbsolutePath));
        Assert.DoesNotContain("6281500000001", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        Assert.False(await db.AuditEntries.AnyAsync(x => x.Id > earlier && x.Action == "tasks.export", Cancel));
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_the_sign_in_page_and_back()
    {
        using var client = app.CreateClient(new() { AllowAutoRedirect = false });

        using var answer = await client.GetAsync(Links.TasksExport + "?status=1", Cancel);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(Links.SignIn, answer.Headers.Location!.AbsolutePath);
        Assert.Contains(Uri.EscapeDataString("/tasks/export.csv?status=1"), answer.Headers.Location.Query, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<(HttpResponseMessage Answer, byte[] Bytes)> ExportAsync(string role, string query = "", string? zone = null)
    {
        var (client, _) = await app.SignInAsync(role);
        using var request = new HttpRequestMessage(HttpMethod.Get, Links.TasksExport + query);
        if (zone is not null) request.Headers.Add("Cookie", $"tz={Uri.EscapeDataString(zone)}");
        var answer = await client.SendAsync(request, Cancel);
        return (answer, await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    private async Task<string?> EndAsync()
    {
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        return await db.AuditEntries.Where(x => x.Id > earlier && x.Action == "tasks.export.end").Select(x => x.Detail).SingleOrDefaultAsync(Cancel);
    }

    private static string WithoutReadAt(string line) => line[..Math.Max(line.LastIndexOf(','), 0)];

    private static string[] Lines(byte[] bytes) => Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Split("\r\n");
}
