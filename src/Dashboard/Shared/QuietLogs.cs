namespace Dashboard.Shared;

/// <summary>Below warnings ASP.NET Core and Blazor write the addresses of requests, and what somebody typed: a phone may stand in both. However the logs are set up, that stays out of them.</summary>
public static class QuietLogs
{
    private static readonly string[] Capped = ["Microsoft.AspNetCore", "Microsoft.JSInterop"];

    /// <summary>Caps those categories at warnings, for every provider.</summary>
    public static void AddQuietLogs(this WebApplicationBuilder builder) => builder.Services.PostConfigure<LoggerFilterOptions>(options =>
    {
        // Which rule counts for a category depends on what is configured: so each of them has the cap, and one that counts where none does.
        var rules = options.Rules.Prepend(new(null, null, options.MinLevel, null)).ToList();
        options.Rules.Clear();
        foreach (var rule in rules) options.Rules.Add(new(rule.ProviderName, rule.CategoryName, rule.LogLevel, (provider, category, level) => Allows(category, level) && rule.Filter?.Invoke(provider, category, level) != false));
    });

    private static bool Allows(string? category, LogLevel level) =>
        level >= LogLevel.Warning || category is null || !Capped.Any(x => category.StartsWith(x, StringComparison.OrdinalIgnoreCase));
}
