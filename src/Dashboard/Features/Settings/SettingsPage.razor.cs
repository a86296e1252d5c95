using System.Globalization;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Dashboard.Upstream.Incs;
using Dashboard.Upstream.Wshoto;
using Microsoft.Extensions.Options;

namespace Dashboard.Features.Settings;

/// <summary>What the product runs with, for administrators. Of a secret it shows only whether it is set, and where (<see cref="SecretsCard"/>).</summary>
public sealed partial class SettingsPage(IConfiguration configuration, IOptionsMonitor<IncsOptions> incs, IOptionsMonitor<WshotoOptions> wshoto, IOptions<SignInOptions> signIn, IOptions<TasksOptions> tasks)
{
    // As in Features/Assign, which this feature meets only in the database.
    private const int UsualDays = 180;

    private IEnumerable<SettingGroup> Groups
    {
        get
        {
            var i = incs.CurrentValue;
            var w = wshoto.CurrentValue;
            yield return new("Incs",
            [
                new("Incs:BaseUrl", i.BaseUrl.GetLeftPart(UriPartial.Authority)), new("Incs:TimeZone", i.TimeZone),
                new("Incs:TimeoutSeconds", Text(i.TimeoutSeconds)), new("Incs:MaxConcurrency", Text(i.MaxConcurrency)),
                new("Incs:RequestsPerSecond", i.RequestsPerSecond?.ToString(CultureInfo.InvariantCulture)), new("Incs:SettleSeconds", Text(i.SettleSeconds)),
            ]);
            yield return new("Wshoto",
            [
                new("Wshoto:BaseUrl", w.BaseUrl.GetLeftPart(UriPartial.Authority)),
            ]);
            yield return new("Product",
            [
                new("ConnectionStrings:Dashboard", DataSetup.IsPostgres(configuration.GetConnectionString("Dashboard") ?? "") ? "PostgreSQL" : "SQLite"),
                new("Authentication:Mode", signIn.Value.Mode.ToString()), new("Sandbox:Enabled", Text(configuration.GetValue<bool>("Sandbox:Enabled"))),
                new("Retention:Days", Text(configuration.GetValue("Retention:Days", UsualDays))), new("Tasks:StaleAfterHours", Text(tasks.Value.StaleAfterHours)),
            ]);
        }
    }

    private static string Text(IConvertible value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record SettingGroup(string Name, IReadOnlyList<Setting> Settings);

    private sealed record Setting(string Key, string? Value);
}
