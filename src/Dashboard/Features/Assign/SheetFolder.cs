using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>Where uploaded sheets lie, each under a name of our own.</summary>
public sealed class SheetFolder
{
    private const string Ending = ".csv";
    private readonly string path;

    /// <summary>Makes the folder below the data folder.</summary>
    public SheetFolder(DataFolder data)
    {
        ArgumentNullException.ThrowIfNull(data);
        path = Directory.CreateDirectory(Path.Combine(data.Path, "sheets")).FullName;
    }

    /// <summary>A name that no sheet has.</summary>
    public static string NewName() => $"{Guid.NewGuid():N}{Ending}";

    /// <summary>The path of a stored sheet.</summary>
    public string PathOf(string storedFile) => Path.Combine(path, storedFile);

    /// <summary>Names of the sheets that were written before an instant (UTC).</summary>
    public IReadOnlyList<string> FilesBefore(DateTimeOffset instant) =>
        [.. new DirectoryInfo(path).EnumerateFiles().Where(x => x.LastWriteTimeUtc < instant.UtcDateTime).Select(x => SheetOf(x.Name)).Distinct()];

    /// <summary>Removes a stored sheet and what was made of it.</summary>
    public void Delete(string storedFile)
    {
        foreach (var file in Directory.EnumerateFiles(path, storedFile + "*")) File.Delete(file);
    }

    // What is made of a sheet, such as the rows of a tab, has a name that begins with the sheet's.
    private static string SheetOf(string file) => file.IndexOf(Ending, StringComparison.Ordinal) is >= 0 and var end ? file[..(end + Ending.Length)] : file;
}
