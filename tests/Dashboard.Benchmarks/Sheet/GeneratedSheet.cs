using System.Globalization;
using Dashboard.Features.Assign;

namespace Dashboard.Benchmarks.Sheet;

/// <summary>A sheet with all columns of the design, about 200 bytes a line, a third of its names Chinese; the same text for the same number of lines.</summary>
public static class GeneratedSheet
{
    private static readonly string[] Names = ["Siti Rahma", "王小明", "Agus Wijaya", "Dewi Lestari", "李静", "Joko Susilo", "Maria Tan", "赵敏", "Rizky Pratama"];

    /// <summary>Writes it.</summary>
    /// <returns>Bytes a line.</returns>
    public static int Write(string path, string encoding, int lines)
    {
        using (var file = new StreamWriter(path, append: false, SheetFormat.ByName(encoding), 1 << 20))
        {
            file.NewLine = "\n";
            file.WriteLine(string.Join(',', SheetField.All.Select(x => x.Name)));
            for (var i = 0; i < lines; i++) file.WriteLine(Line(i));
        }
        return (int)(new FileInfo(path).Length / lines);
    }

    private static string Line(int i)
    {
        var name = Names[i % Names.Length];
        var note = i % 4 == 0 ? "\"Called twice, asked for a later day\"" : "First reminder of this month";
        return string.Create(CultureInfo.InvariantCulture,
            $"November follow-up {i % 7},{note},30058,62{811 + i % 9}{i:D8},{name},incs_{i % 12 + 1},1500.00,WD20261100{i:D7},{name},62{811 + i % 9}{i:D8},3000.00,1500.00,2026-12-{i % 28 + 1:D2},2026-11-{i % 28 + 1:D2} 10:{i % 60:D2}:00,1254676189925432389");
    }
}
