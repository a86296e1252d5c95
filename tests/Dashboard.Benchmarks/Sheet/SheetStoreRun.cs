using System.Diagnostics;
using System.Text.Json;
using Dashboard.Benchmarks.Support;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Benchmarks.Sheet;

/// <summary>One whole check of a sheet in this process, from the stored file to a draft that can be confirmed; the result is the last line that it prints.</summary>
public static class SheetStoreRun
{
    public static async Task<int> RunAsync(string file, string connectionString, string folder)
    {
        var databases = new Databases(connectionString);
        await using (var db = databases.CreateDbContext()) await db.Database.MigrateAsync();
        var sheets = new SheetFolder(new DataFolder(folder));
        var stored = SheetFolder.NewName();
        File.CreateSymbolicLink(sheets.PathOf(stored), Path.GetFullPath(file));
        var batch = await Drafts.UploadAsync(databases, sheets, stored);
        var check = new SheetCheck(databases, sheets, new Forecast(databases, TimeProvider.System), TimeProvider.System);
        var pages = new PageReads(databases);
        await pages.SeedAsync(100_000);
        using var first = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        var alone = await pages.RunAsync(first.Token);
        var before = await ProcessMemory.BeginAsync();
        using var over = new CancellationTokenSource();
        var meanwhile = Task.Run(() => pages.RunAsync(over.Token));
        var stages = new Stages();
        var began = Stopwatch.GetTimestamp();
        await check.RunAsync(batch.Id, ColumnMapping.Guess(SheetQueries.Headers(batch)), stages, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var peak = ProcessMemory.Peak();
        await over.CancelAsync();
        var during = await meanwhile;
        var draft = await new SheetQueries(databases, sheets).FindAsync(batch.Id, CancellationToken.None) ?? throw new InvalidOperationException("The draft is gone.");
        Console.WriteLine(JsonSerializer.Serialize(new StoreResult(draft.LineCount, draft.AssignmentCount, seconds, stages.Begun(CheckStage.Store), stages.Begun(CheckStage.Compare), peak, peak - before,
            alone[alone.Count / 2], during[during.Count / 2], during[(int)(during.Count * 0.99)])));
        return 0;
    }

    /// <summary>When each stage first said how far it is.</summary>
    private sealed class Stages : IProgress<SheetProgress>
    {
        private readonly long began = Stopwatch.GetTimestamp();
        private readonly Dictionary<CheckStage, double> seconds = [];

        public void Report(SheetProgress value) => seconds.TryAdd(value.Stage, Stopwatch.GetElapsedTime(began).TotalSeconds);

        public double Begun(CheckStage stage) => seconds.GetValueOrDefault(stage);
    }
}

/// <summary>What a check took.</summary>
/// <param name="Lines">Lines of the sheet.</param>
/// <param name="Assignments">Assignments made of them.</param>
/// <param name="Seconds">From the stored file to a draft that can be confirmed.</param>
/// <param name="StoreAt">When storing began.</param>
/// <param name="CompareAt">When comparing began.</param>
/// <param name="PeakMb">Most memory of the process.</param>
/// <param name="GrowthMb">How much of it came with the check.</param>
/// <param name="PageAloneMs">Milliseconds that the pages of other people read before it; median.</param>
/// <param name="PageMs">Milliseconds that they read meanwhile; median.</param>
/// <param name="Page99Ms">The same, 99 of 100.</param>
public sealed record StoreResult(int Lines, int Assignments, double Seconds, double StoreAt, double CompareAt, double PeakMb, double GrowthMb, double PageAloneMs, double PageMs, double Page99Ms);
