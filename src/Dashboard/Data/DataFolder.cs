using Microsoft.Data.Sqlite;

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

    /// <summary>The folder of the SQLite file; with PostgreSQL <c>data</c> below <paramref name="root"/>.</summary>
    public static DataFolder For(string connectionString, string root)
    {
        if (DataSetup.IsPostgres(connectionString)) return new(System.IO.Path.Combine(root, "data"));
        var file = System.IO.Path.Combine(root, new SqliteConnectionStringBuilder(connectionString).DataSource);
        return new(System.IO.Path.GetDirectoryName(file) ?? root);
    }
}
