using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Tests.Support;
using Npgsql;

namespace Dashboard.Tests.Data;

public sealed class DataSetupTests
{
    [Theory]
    [InlineData("Data Source=data/dashboard.db", false)]
    [InlineData("Host=db;Database=dashboard", true)]
    [InlineData("database=dashboard;host=db", true)]
    public void Host_selects_PostgreSQL(string connectionString, bool postgres) => Assert.Equal(postgres, DataSetup.IsPostgres(connectionString));

    [Fact]
    public void The_pool_leaves_room_for_other_servers_unless_it_is_told_otherwise()
    {
        var plain = new NpgsqlConnectionStringBuilder(DataSetup.Pooled("Host=db"));
        var told = new NpgsqlConnectionStringBuilder(DataSetup.Pooled("Host=db;MaxPoolSize=100;Application Name=me"));

        Assert.Equal((30, "Dashboard"), (plain.MaxPoolSize, plain.ApplicationName));
        Assert.Equal((100, "me"), (told.MaxPoolSize, told.ApplicationName));
    }

    [Theory]
    [InlineData("Host=db;Password=secret;secret=part")]
    [InlineData("Host=db;Port=secret")]
    [InlineData("Host=db;Password=\"secret")]
    public void A_connection_string_that_can_not_be_read_is_refused_without_telling_any_of_it(string connectionString)
    {
        var e = Assert.Throws<InvalidOperationException>(() => DataSetup.IsPostgres(connectionString) ? DataSetup.Pooled(connectionString) : "");

        Assert.StartsWith("ConnectionStrings:Dashboard can't be read.", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_of_the_database_stands_in_no_log()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        var logs = new RecordedLogs();
        await using var app = new DashboardApp { ConnectionString = database.ConnectionString + ";Password=the-secret-word", Logs = logs };

        await app.SignInAsync(Roles.Manager);
        await Eventually.HoldsAsync(() => Task.FromResult(logs.Entries.Any(x => x.Text.StartsWith("Quartz.Core.JobRunShell", StringComparison.Ordinal))), "a job has run");

        Assert.Contains(logs.Entries, x => x.Text.StartsWith("Microsoft.EntityFrameworkCore.Database", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Entries, x => x.Text.Contains("the-secret-word", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_PostgreSQL_server_that_is_not_there_is_told_without_the_password()
    {
        var logs = new RecordedLogs();
        await using var app = new DashboardApp { ConnectionString = "Host=127.0.0.1;Port=9;Username=dashboard;Password=the-secret-word", Logs = logs };

        var e = Assert.ThrowsAny<Exception>(() => app.Services);

        Assert.Contains("127.0.0.1:9", e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("the-secret-word", e + string.Concat(logs.Entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_outlives_the_server_that_began_it()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        var cookies = new System.Net.CookieContainer();
        await using (var first = new DashboardApp { ConnectionString = database.ConnectionString, Folder = database.Folder }) await first.SignInAsync(Roles.Manager, cookies);
        await using var second = new DashboardApp { ConnectionString = database.ConnectionString, Folder = database.Folder };

        using var client = second.CreateDefaultClient(new Microsoft.AspNetCore.Mvc.Testing.Handlers.CookieContainerHandler(cookies));

        Assert.Contains("mei", await client.GetStringAsync(new Uri("/batches", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }
}
