using System.Text;
using System.Text.Json;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Assign;

/// <summary>The csv-spectrum set: each file gives exactly the records that its JSON says.</summary>
public sealed class CsvSpectrumTests
{
    private static readonly string Folder = Path.Combine(SourceTree.Top, "tests", "Dashboard.Tests", "Features", "Assign", "CsvSpectrum");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*.csv").Select(x => Path.GetFileNameWithoutExtension(x)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_file_gives_exactly_the_records_of_its_answer(string name)
    {
        using var sheet = SheetReader.Open(File.OpenRead(Path.Combine(Folder, $"{name}.csv")), new UTF8Encoding(false, true));

        var records = sheet.Records().Select(x => sheet.Headers.Zip(x.Cells).ToDictionary(y => y.First, y => y.Second)).ToList();

        // One answer of the set has another phone than its file.
        var answer = File.ReadAllText(Path.Combine(Folder, $"{name}.json")).Replace("1234567890", "2095257564", StringComparison.Ordinal);
        // One answer of the set is a record instead of a list of one.
        var expected = JsonSerializer.Deserialize<List<Dictionary<string, string>>>(answer.StartsWith('[') ? answer : $"[{answer}]")!;
        Assert.Equal(expected, records);
    }

    [Fact]
    public void The_set_is_whole()
    {
        Assert.Equal(12, Names.Count);
    }
}
