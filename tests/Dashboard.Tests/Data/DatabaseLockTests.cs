using Dashboard.Tests.Support;

namespace Dashboard.Tests.Data;

/// <summary>A SQLite file has one server.</summary>
public sealed class DatabaseLockTests
{
    [Fact]
    public async Task A_second_server_on_the_same_file_is_refused_in_words_before_it_touches_anything_and_may_start_once_the_first_has_ended()
    {
        await using var database = await TestDatabase.CreateAsync();
        var file = Path.Combine(database.Folder, "dashboard.db");
        await using (var first = new DashboardApp { ConnectionString = database.ConnectionString, Folder = database.Folder })
        {
            _ = first.Services;
            var before = Files();
            await using var second = new DashboardApp { ConnectionString = database.ConnectionString, Folder = database.Folder };

            var e = Assert.Throws<InvalidOperationException>(() => second.Services);

            Assert.Equal($"Another Dashboard already uses {file}. Stop it, or use PostgreSQL for several servers.", e.Message);
            Assert.Equal(before, Files());
        }
        await using var third = new DashboardApp { ConnectionString = database.ConnectionString, Folder = database.Folder };
        Assert.NotNull(third.Services);

        string[] Files() => [.. Directory.GetFileSystemEntries(database.Folder, "*", SearchOption.AllDirectories).Where(x => !x.StartsWith(file + "-", StringComparison.Ordinal)).Order()];
    }

    [Fact]
    public async Task A_killed_server_leaves_no_lock()
    {
        await using var database = await TestDatabase.CreateAsync();
        (string, string)[] settings = [("ConnectionStrings:Dashboard", database.ConnectionString), ("Sandbox:Enabled", "true")];
        await using var killed = await ProductProcess.StartAsync(settings);
        await using (var refused = await ProductProcess.StartAsync(settings))
        {
            Assert.NotEqual(0, await refused.ExitAsync());
            Assert.Contains("Another Dashboard already uses ", refused.Output, StringComparison.Ordinal);
        }

        await killed.KillAsync();

        await using var next = await ProductProcess.StartAsync(settings);
        Assert.Contains("Now listening on", next.Output, StringComparison.Ordinal);
    }
}
