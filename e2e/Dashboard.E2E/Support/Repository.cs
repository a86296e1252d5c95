namespace Dashboard.E2E.Support;

/// <summary>Where the tests run.</summary>
public static class Repository
{
    public static string Top { get; } = FindTop();

    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>Screenshots of the last run; not kept in the repository.</summary>
    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Top, "artifacts", "screenshots")).FullName;

    private static string FindTop()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("Dashboard.sln was not found above the tests.");
        return folder.FullName;
    }
}
