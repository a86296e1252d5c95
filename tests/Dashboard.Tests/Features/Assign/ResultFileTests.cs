using System.Text;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Features.Assign;

public abstract class ResultFileTests(DatabaseKind kind) : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync(kind);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Every_line_stands_in_order_with_its_cells_and_its_outcome()
    {
        var id = await database.AddBatchAsync(4, BatchState.Completed, (x, i) =>
        {
            (x.State, x.Reason) = i switch
            {
                0 => (AssignmentState.Assigned, null),
                1 => (AssignmentState.Rejected, AssignmentReasons.OpenTask),
                2 => (AssignmentState.Rejected, "Assignee does not exist."),
                _ => (AssignmentState.Unknown, (string?)AssignmentReasons.TimedOut),
            };
            x.UserPhone = $"628150000000{i}";
            x.AttemptCount = 1;
            x.TaskId = i == 0 ? 239 : null;
            x.ChangedAt = new DateTimeOffset(2026, 4, 16, 9, 0, 0, TimeSpan.Zero);
        });

        var lines = (await DownloadAsync(id)).Text.Split("\r\n");

        Assert.Equal("line,name,user_phone,outcome,task_id,reason,attempts,time", lines[0]);
        Assert.Equal($"2,task {id}-0,6281500000000,assigned,239,,1,2026-04-16 09:00:00Z", lines[1]);
        Assert.Equal($"3,task {id}-1,6281500000001,rejected,,The customer has a task that is not finished.,1,2026-04-16 09:00:00Z", lines[2]);
        Assert.Equal($"4,task {id}-2,6281500000002,rejected,,Assignee does not exist.,1,2026-04-16 09:00:00Z", lines[3]);
        Assert.Contains(",unknown,,INCS did not answer in time.", lines[4], StringComparison.Ordinal);
        Assert.Equal("", lines[5]);
    }

    [Fact]
    public async Task A_line_with_errors_is_left_behind_and_says_why()
    {
        var id = await database.AddBatchAsync(1, BatchState.Completed);
        await using (var db = database.CreateDbContext())
        {
            db.SheetLines.Add(new SheetLine { BatchId = id, Number = 3, CellsJson = """["x","6.28E+12"]""" });
            db.SheetProblems.Add(new SheetProblem { BatchId = id, Line = 3, Column = "user_phone", Kind = "Scientific", Value = "6.28E+12", Severity = ProblemSeverity.Error });
            db.SheetProblems.Add(new SheetProblem { BatchId = id, Line = 3, Column = "name", Kind = "Odd", Severity = ProblemSeverity.Warning });
            await db.SaveChangesAsync();
        }

        var lines = (await DownloadAsync(id)).Text.Split("\r\n");

        Assert.Equal("3,x,6.28E+12,left behind,,user_phone: Scientific (6.28E+12),,", lines[2]);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+62812", "'+62812")]
    [InlineData("-5", "'-5")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("两\n行", "\"两\n行\"")]
    public async Task A_cell_is_safe_in_a_spreadsheet(string cell, string written)
    {
        var id = await database.AddBatchAsync(1, BatchState.Completed);
        await using (var db = database.CreateDbContext())
        {
            var json = System.Text.Json.JsonSerializer.Serialize(new[] { cell });
            await db.SheetLines.ExecuteUpdateAsync(set => set.SetProperty(x => x.CellsJson, json));
        }

        var text = (await DownloadAsync(id)).Text;

        Assert.Contains($"\r\n2,{written},,pending,", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_begins_with_a_byte_order_mark_and_is_never_cached()
    {
        var id = await database.AddBatchAsync(1, BatchState.Completed);

        var (bytes, _, context) = await DownloadAsync(id);

        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        Assert.Equal("text/csv; charset=utf-8", context.Response.ContentType);
        Assert.Contains("sheet-result.csv", context.Response.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-store", context.Response.Headers.CacheControl.ToString());
    }

    [Fact]
    public async Task A_long_sheet_comes_whole_and_in_order()
    {
        var id = await database.AddBatchAsync(1234, BatchState.Completed);

        var lines = (await DownloadAsync(id)).Text.Split("\r\n");

        Assert.Equal(Enumerable.Range(2, 1234), lines[1..^1].Select(x => int.Parse(x.Split(',')[0], null)));
    }

    [Fact]
    public async Task The_download_is_in_the_audit_log()
    {
        var id = await database.AddBatchAsync(1, BatchState.Completed);

        await DownloadAsync(id);

        await using var db = database.CreateDbContext();
        var entry = await db.AuditEntries.SingleAsync();
        Assert.Equal(("batch.result", $"batch {id}", "Manager@test"), (entry.Action, entry.Target, entry.Who));
    }

    [Fact]
    public async Task A_draft_has_no_result_file()
    {
        var id = await database.AddBatchAsync(1, BatchState.Draft);

        Assert.Equal(404, (await DownloadAsync(id)).Context.Response.StatusCode);
    }

    private async Task<(byte[] Bytes, string Text, HttpContext Context)> DownloadAsync(long id)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { User = TestUsers.WithRole(Roles.Manager) };
        context.Response.Body = body;
        await using var services = new ServiceCollection().AddLocalization().AddLogging().BuildServiceProvider();
        using var feed = new BatchProgressFeed(database, new(), TimeProvider.System, NullLogger<BatchProgressFeed>.Instance);
        await ResultFile.WriteAsync(id, context, database, new(database, feed), new(database, TimeProvider.System),
            services.GetRequiredService<IStringLocalizer<BatchText>>());
        var bytes = body.ToArray();
        return (bytes, Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'), context);
    }
}

public sealed class ResultFileOnSqliteTests() : ResultFileTests(DatabaseKind.Sqlite);

public sealed class ResultFileOnPostgresTests() : ResultFileTests(DatabaseKind.Postgres);
