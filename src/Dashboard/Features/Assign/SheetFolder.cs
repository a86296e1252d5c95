using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>Where uploaded sheets lie, each under a name of our own.</summary>
public sealed class SheetFolder
{
    private readonly string path;

    /// <summary>Makes the folder below the data folder.</summary>
    public SheetFolder(DataFolder data)
    {
        ArgumentNullException.ThrowIfNull(data);
        path = Directory.CreateDirectory(Path.Combine(data.Path, "sheets")).FullName;
    }

    /// <summary>A name that no sheet has.</summary>
    public static string NewName() => $"{Guid.NewGuid():N}.csv";

    /// <summary>The path of a stored sheet.</summary>
    public string PathOf(string storedFile) => Path.Combine(path, storedFile);

    /// <summary>Names of the sheets that were written before an instant (UTC).</summary>
    public IReadOnlyList<string> FilesBefore(DateTimeOffset instant) =>
        [.. new DirectoryInfo(path).EnumerateFiles().Where(x => x.LastWriteTimeUtc < instant.UtcDateTime).Select(x => x.Name)];
}
