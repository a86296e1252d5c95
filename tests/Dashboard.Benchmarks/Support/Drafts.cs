using System.Globalization;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Benchmarks.Support;

/// <summary>Sheets that the product itself has read and checked.</summary>
public static class Drafts
{
    /// <summary>A header and lines, each for another customer; every tenth customer has two orders on two lines.</summary>
    public static IEnumerable<string> Lines(int assignments, int seed)
    {
        yield return "name,auth_id,user_phone,user_name,assignee_username,order_number,due_amount";
        for (var i = 0; i < assignments; i++)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"Round {seed},30058,62{seed % 1000:D3}{i:D8},Customer {i},incs_{i % 12 + 1},WD{i}");
            yield return line + "A,100.00";
            if (i % 10 == 0) yield return line + "B,50.00";
        }
    }

    /// <summary>Stores, reads and checks a sheet in <paramref name="folder"/>; the draft waits to be confirmed.</summary>
    public static async Task<long> AddAsync(IDbContextFactory<DashboardDb> databases, string folder, IEnumerable<string> lines)
    {
        var sheets = new SheetFolder(new DataFolder(folder));
        var stored = SheetFolder.NewName();
        await File.WriteAllLinesAsync(sheets.PathOf(stored), lines);
        var batch = await UploadAsync(databases, sheets, stored);
        var mapping = ColumnMapping.Guess(SheetQueries.Headers(batch));
        await new SheetCheck(databases, sheets, new Forecast(databases, TimeProvider.System), TimeProvider.System).RunAsync(batch.Id, mapping, new RunningSheetCheck(), CancellationToken.None);
        return batch.Id;
    }

    /// <summary>A draft of a file that lies in the sheet folder, as the upload leaves it.</summary>
    public static async Task<Batch> UploadAsync(IDbContextFactory<DashboardDb> databases, SheetFolder sheets, string stored)
    {
        var batch = await DraftAsync(sheets.PathOf(stored), stored);
        await using var db = await databases.CreateDbContextAsync();
        db.Batches.Add(batch);
        await db.SaveChangesAsync();
        return batch;
    }

    private static async Task<Batch> DraftAsync(string path, string stored)
    {
        var batch = new Batch { SheetName = "sheet.csv", StoredFile = stored, SheetBytes = new FileInfo(path).Length, CreatedBy = "benchmark", CreatedAt = DateTimeOffset.UtcNow };
        (await SheetSource.ReadHeadAsync(path, new SheetChoice(), CancellationToken.None)).ApplyTo(batch);
        return batch;
    }
}
