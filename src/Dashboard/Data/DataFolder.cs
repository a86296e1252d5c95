namespace Dashboard.Data;

/// <summary>The folder for files that belong beside the database: uploaded sheets, the sandbox's record.</summary>
/// <param name="Path">Absolute path.</param>
public sealed record DataFolder(string Path)
{
    /// <summary>Where relative paths start: the content root, or in a source tree its top folder
    /// (<c>src/Dashboard/data</c> would be <c>src/Dashboard/Data</c> where file names ignore case).</summary>
    public static string Root(string contentRoot)
    {
        var top = System.IO.Path.GetFullPath(System.IO.Path.Combine(contentRoot, "..", ".."));
        return File.Exists(System.IO.Path.Combine(top, "Dashboard.sln")) ? top : contentRoot;
    }
}
