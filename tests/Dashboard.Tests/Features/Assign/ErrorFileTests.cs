using System.Text;
using Dashboard.Auth;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Dashboard.Tests.Features.Assign;

public abstract class ErrorFileTests(DatabaseKind kind) : IAsyncLifetime
{
    private const string Header = "name,auth_id,user_phone,assignee_username,note\n";
    private SheetRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await SheetRig.CreateAsync(kind);

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task Only_the_lines_with_errors_stand_in_it_with_their_own_cells_and_the_reason_in_words()
    {
        var batch = await rig.CheckAsync(Header + "A,30058,6281500000001,incs_1,\nB,x,6.28E+12,incs_1,\"two, words\"\n");

        var (text, context) = await DownloadAsync(batch.Id);

        var lines = text.Split("\r\n");
        Assert.Equal("line,name,auth_id,user_phone,assignee_username,note,errors", lines[0]);
        Assert.StartsWith("3,B,x,6.28E+12,incs_1,\"two, words\",", lines[1], StringComparison.Ordinal);
        Assert.Contains("user_phone: 6.28E+12 was shortened by Excel.", lines[1], StringComparison.Ordinal);
        Assert.Equal(("", 3), (lines[2], lines.Length));
        Assert.Contains("sheet-errors.csv", context.Response.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        await using var db = rig.Database.CreateDbContext();
        Assert.Equal("sheet.errors", (await db.AuditEntries.SingleAsync(TestContext.Current.CancellationToken)).Action);
    }

    [Fact]
    public async Task It_is_corrected_and_uploaded_again_with_every_cell_as_it_was()
    {
        var batch = await rig.CheckAsync(Header + "A,,+62 815-0000-0001,incs_1,=1+1\n");

        var again = await rig.CheckAsync((await DownloadAsync(batch.Id)).Text.Replace(",A,,", ",A,30058,", StringComparison.Ordinal));

        Assert.Equal((1, 1, 0), (again.LineCount, again.AssignmentCount, again.ErrorLineCount));
        Assert.Equal("6281500000001", (await rig.Database.AssignmentsAsync(again.Id)).Single().UserPhone);
        Assert.Equal(["2", "A", "30058", "+62 815-0000-0001", "incs_1", "=1+1"], System.Text.Json.JsonSerializer.Deserialize<string[]>((await rig.LinesAsync(again))[0].CellsJson)![..6]);
    }

    [Fact]
    public async Task A_sheet_that_is_not_checked_has_none()
    {
        var batch = await rig.UploadAsync(Header + "A,x,y,incs_1,\n");

        Assert.Equal(404, (await DownloadAsync(batch.Id)).Context.Response.StatusCode);
    }

    private async Task<(string Text, HttpContext Context)> DownloadAsync(long id)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { User = TestUsers.WithRole(Roles.Manager) };
        context.Response.Body = body;
        await using var services = new ServiceCollection().AddLocalization().AddLogging().BuildServiceProvider();
        await ErrorFile.WriteAsync(id, context, rig.Database, new(rig.Database, TimeProvider.System), services.GetRequiredService<IStringLocalizer<SheetText>>());
        return (Encoding.UTF8.GetString(body.ToArray()).TrimStart('\uFEFF'), context);
    }
}

public sealed class ErrorFileOnSqliteTests() : ErrorFileTests(DatabaseKind.Sqlite);

public sealed class ErrorFileOnPostgresTests() : ErrorFileTests(DatabaseKind.Postgres);
