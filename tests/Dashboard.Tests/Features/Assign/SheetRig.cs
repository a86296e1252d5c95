using System.Text;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Assign;

/// <summary>Uploaded sheets and their check, on a database and folder of their own.</summary>
internal sealed class SheetRig : IAsyncDisposable
{
    private SheetRig(TestDatabase database)
    {
        Database = database;
        Folder = new SheetFolder(new DataFolder(database.Folder));
        Forecast = new Forecast(database, new FakeTime());
        Check = new SheetCheck(database, Folder, Forecast, new FakeTime());
        Editor = new SheetEditor(database, new FakeTime());
        Queries = new SheetQueries(database, Folder);
    }

    public TestDatabase Database { get; }

    public SheetFolder Folder { get; }

    public SheetCheck Check { get; }

    public SheetEditor Editor { get; }

    public Forecast Forecast { get; }

    public SheetQueries Queries { get; }

    public static async Task<SheetRig> CreateAsync(DatabaseKind kind = DatabaseKind.Sqlite) => new(await TestDatabase.CreateAsync(kind));

    /// <summary>A draft as the upload leaves it.</summary>
    public Task<Batch> UploadAsync(string sheet, string encoding = "utf-8") => UploadAsync(SheetFormat.ByName(encoding).GetBytes(sheet));

    /// <summary>A draft as the upload leaves it.</summary>
    public async Task<Batch> UploadAsync(byte[] sheet)
    {
        var stored = SheetFolder.NewName();
        await File.WriteAllBytesAsync(Folder.PathOf(stored), sheet);
        var batch = new Batch { SheetName = "sheet.csv", StoredFile = stored, SheetBytes = sheet.Length, CreatedBy = "mei@test", CreatedAt = DateTimeOffset.UtcNow };
        (await SheetSource.ReadHeadAsync(Folder.PathOf(stored), new SheetChoice(), CancellationToken.None)).ApplyTo(batch);
        await using var db = Database.CreateDbContext();
        db.Batches.Add(batch);
        await db.SaveChangesAsync();
        return batch;
    }

    /// <summary>Uploads and checks with the mapping that the headers suggest.</summary>
    public async Task<Batch> CheckAsync(string sheet, string encoding = "utf-8") => await CheckAsync(await UploadAsync(sheet, encoding));

    public async Task<Batch> CheckAsync(Batch batch, ColumnMapping? mapping = null)
    {
        await Check.RunAsync(batch.Id, mapping ?? ColumnMapping.Guess(SheetQueries.Headers(batch)), new RunningSheetCheck(), CancellationToken.None);
        return (await Queries.FindAsync(batch.Id, CancellationToken.None))!;
    }

    /// <summary>Findings as "line column kind", errors first.</summary>
    public async Task<string[]> FindingsAsync(Batch batch) =>
        [.. (await Queries.ProblemsAsync(batch.Id, null, 0, 1000, CancellationToken.None)).Select(x => $"{x.Line} {x.Column} {x.Kind}")];

    public async Task<List<SheetLine>> LinesAsync(Batch batch)
    {
        await using var db = Database.CreateDbContext();
        return await db.SheetLines.AsNoTracking().Where(x => x.BatchId == batch.Id).OrderBy(x => x.Number).ToListAsync();
    }

    /// <summary>A header and good lines, each for another customer.</summary>
    public static string Sheet(int lines)
    {
        var text = new StringBuilder("name,auth_id,user_phone,assignee_username,order_number,due_amount\n");
        for (var i = 0; i < lines; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"Follow-up {i % 7},30058,62899{i:D8},incs_{i % 12 + 1},WD{i},100.00\n");
        return text.ToString();
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
