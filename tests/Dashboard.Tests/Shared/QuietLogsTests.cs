using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Shared;

/// <summary>What ASP.NET Core writes below warnings stays out of the logs, whatever the settings ask for.</summary>
public sealed class QuietLogsTests
{
    [Theory]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics"), InlineData("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher"), InlineData("Microsoft.AspNetCore.Components.Server.Circuits.RemoteNavigationManager")]
    [InlineData("Microsoft.JSInterop.Infrastructure")]
    public void The_frameworks_lines_begin_with_warnings(string category)
    {
        foreach (var setting in new[] { "Default", "Microsoft.AspNetCore", "microsoft.aspnetcore.hosting", category })
        {
            var (logs, log) = Log(category, $"Logging:LogLevel:{setting}", $"Logging:{typeof(RecordedLogs).FullName}:LogLevel:{setting}");

            log.LogInformation("a line");
            Assert.Empty(logs.Entries);
            log.LogWarning("a warning");
            Assert.Single(logs.Entries);
        }
    }

    [Theory, InlineData("Dashboard.Features.Tasks.TasksPage"), InlineData("Microsoft.Hosting.Lifetime"), InlineData("Microsoft.EntityFrameworkCore.Database.Command")]
    public void Other_lines_are_written_as_the_settings_say(string category)
    {
        var (logs, log) = Log(category, $"Logging:LogLevel:{category}");

        log.LogTrace("a line");

        Assert.Single(logs.Entries);
    }

    [Fact]
    public void What_no_setting_names_begins_with_information()
    {
        var (logs, log) = Log("Some.Library");

        log.LogDebug("a line");
        log.LogInformation("another");

        Assert.Single(logs.Entries);
    }

    private static (RecordedLogs Logs, ILogger Log) Log(string category, params string[] talkative)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration.AddInMemoryCollection(talkative.Select(x => new KeyValuePair<string, string?>(x, "Trace")));
        var logs = new RecordedLogs();
        builder.Services.AddLogging(x => x.AddConfiguration(builder.Configuration.GetSection("Logging")).AddProvider(logs));
        builder.AddQuietLogs();
        return (logs, builder.Services.BuildServiceProvider().GetRequiredService<ILoggerFactory>().CreateLogger(category));
    }
}
