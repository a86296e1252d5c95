using Microsoft.Data.Sqlite;

namespace Dashboard.Data;

/// <summary>Keeps a second server away from a SQLite file: a locked file beside it, which the operating system frees however this process ends.</summary>
public sealed class DatabaseLock : IDisposable
{
    // What Linux, macOS and Windows call a file that another process has locked.
    private static readonly int[] Locked = [11, 35, unchecked((int)0x80070020)];
    private readonly FileStream? file;

    private DatabaseLock(FileStream? file) => this.file = file;

    /// <summary>Takes the lock; with PostgreSQL, which serves several servers, there is none.</summary>
    /// <exception cref="InvalidOperationException">Another process has it.</exception>
    public static DatabaseLock Take(string connectionString, string root)
    {
        if (DataSetup.IsPostgres(connectionString)) return new(null);
        var database = Path.Combine(root, new SqliteConnectionStringBuilder(connectionString).DataSource);
        Directory.CreateDirectory(Path.GetDirectoryName(database) ?? root);
        try
        {
            return new(new FileStream(database + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (Locked.Contains(e.HResult))
        {
            throw new InvalidOperationException($"Another Dashboard already uses {database}. Stop it, or use PostgreSQL for several servers.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();
}
