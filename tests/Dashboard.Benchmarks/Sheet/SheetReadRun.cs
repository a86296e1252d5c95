using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using Dashboard.Features.Assign;

namespace Dashboard.Benchmarks.Sheet;

/// <summary>One reading of a sheet in this process; the seconds that it took are the last line that it prints.</summary>
public static class SheetReadRun
{
    /// <summary>CsvHelper mapping the lines to a typed record.</summary>
    public const string CsvHelper = "csvhelper";

    /// <param name="kind"><see cref="CsvHelper"/>, or the encoding in which the product reads and checks it.</param>
    /// <param name="path">The sheet.</param>
    public static int Run(string kind, string path)
    {
        var began = Stopwatch.GetTimestamp();
        var lines = kind == CsvHelper ? Map(path) : Check(path, kind);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine($"{lines} lines");
        Console.WriteLine(seconds.ToString("R", CultureInfo.InvariantCulture));
        return 0;
    }

    private static int Map(string path)
    {
        using var file = Open(path);
        using var csv = CsvReader.Create(file, new CsvReaderOptions { Separator = ',' });
        var lines = 0;
        // The quickest way that it documents on one thread: one record that is filled anew for each line.
        foreach (var line in csv.EnumerateRecords(new TypedLine())) lines += line.UserPhone.Length > 0 ? 1 : 0;
        return lines;
    }

    private static int Check(string path, string encoding)
    {
        using var sheet = SheetReader.Open(Open(path), SheetFormat.ByName(encoding));
        var rules = new AssignmentRules(ColumnMapping.Guess(sheet.Headers), "62");
        var lines = 0;
        foreach (var record in sheet.Records()) lines += rules.Check(record).Problems.Count == 0 ? 1 : 0;
        return lines;
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.SequentialScan);
}
