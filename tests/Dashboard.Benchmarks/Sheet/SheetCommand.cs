using System.Diagnostics;
using System.Globalization;
using Dashboard.Benchmarks.Support;

namespace Dashboard.Benchmarks.Sheet;

/// <summary>How fast a big sheet is read and checked, beside CsvHelper that maps the same lines. Each run is a process of its own, the kinds in turns.</summary>
public static class SheetCommand
{
    private const string Utf8 = "utf-8";
    private const string Gb18030 = "gb18030";

    public static async Task<int> RunAsync(SheetOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-sheet-");
        try
        {
            await ReadAsync(options, folder.FullName);
            await SheetStore.RunAsync(options, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return 0;
    }

    private static async Task ReadAsync(SheetOptions options, string folder)
    {
        string PathOf(string encoding) => Path.Combine(folder, encoding + ".csv");
        var bytes = GeneratedSheet.Write(PathOf(Utf8), Utf8, options.Lines);
        GeneratedSheet.Write(PathOf(Gb18030), Gb18030, options.Lines);
        (string Kind, string File, string What)[] kinds =
        [
            (SheetReadRun.CsvHelper, PathOf(Utf8), "CsvHelper, mapped to a typed record"), (Utf8, PathOf(Utf8), "read and checked, UTF-8"), (Gb18030, PathOf(Gb18030), "read and checked, GB18030"),
        ];
        var seconds = kinds.Select(_ => new List<double>()).ToArray();
        for (var run = 0; run < options.Runs; run++)
            for (var i = 0; i < kinds.Length; i++) seconds[i].Add(await RunAsync(kinds[i].Kind, kinds[i].File, options.Lines));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Lines:N0} lines of {bytes} bytes, medians of {options.Runs}"));
        Console.WriteLine("| what | seconds | lines a second | of |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        for (var i = 0; i < kinds.Length; i++)
        {
            var took = Numbers.Median(seconds[i]);
            var share = i == 0 ? "" : (Numbers.Median(seconds[i - 1]) / took).ToString("F2", CultureInfo.InvariantCulture) + " of the line above";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {kinds[i].What} | {took:F2} | {options.Lines / took:N0} | {share} |"));
        }
    }

    private static async Task<double> RunAsync(string kind, string file, int lines)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["sheet-read", "--kind", kind, "--file", file]) { RedirectStandardOutput = true };
        using var child = Process.Start(start) ?? throw new InvalidOperationException("The run did not start.");
        var output = (await child.StandardOutput.ReadToEndAsync()).Trim().Split('\n');
        await child.WaitForExitAsync();
        // A kind that finds something wrong would not have done the same work.
        if (child.ExitCode != 0 || output is not [.., var read, var seconds] || read.Trim() != $"{lines} lines") throw new InvalidOperationException($"A run of {kind} failed: {string.Join('\n', output)}");
        return double.Parse(seconds, CultureInfo.InvariantCulture);
    }
}
