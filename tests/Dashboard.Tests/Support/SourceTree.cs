namespace Dashboard.Tests.Support;

/// <summary>The repository that the tests were built from.</summary>
public static class SourceTree
{
    public static string Top { get; } = FindTop();

    public static string Product { get; } = Path.Combine(Top, "src", "Dashboard");

    /// <summary>Files of the product by their ending, as paths below src/Dashboard with forward slashes.</summary>
    public static IEnumerable<string> Files(params string[] endings) =>
        from file in Directory.EnumerateFiles(Product, "*", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Product, file).Replace('\\', '/')
        where !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal)
        where endings.Any(x => path.EndsWith(x, StringComparison.Ordinal))
        orderby path
        select path;

    public static string Read(string path) => File.ReadAllText(Path.Combine(Product, path));

    private static string FindTop()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("Dashboard.sln was not found above the tests.");
        return folder.FullName;
    }
}
