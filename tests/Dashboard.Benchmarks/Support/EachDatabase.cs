namespace Dashboard.Benchmarks.Support;

/// <summary>A measurement on each kind of database that was asked for, in a fresh one.</summary>
public static class EachDatabase
{
    /// <summary>Measures one after the other, and removes what was made for it.</summary>
    /// <param name="kinds"><c>sqlite</c> and <c>postgres</c>.</param>
    /// <param name="name">Of the measurement, for its folder.</param>
    /// <param name="measureAsync">Measures, given the kind and a connection string.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> kinds, string name, Func<string, string, Task> measureAsync)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        ArgumentNullException.ThrowIfNull(measureAsync);
        var folder = Directory.CreateTempSubdirectory($"dashboard-{name}-");
        await using var servers = await ServerDatabases.StartAsync(kinds.Contains("postgres"));
        try
        {
            foreach (var kind in kinds)
                await measureAsync(kind, kind == "postgres" ? await servers!.CreateAsync() : $"Data Source={Path.Combine(folder.FullName, "dashboard.db")}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return 0;
    }
}
