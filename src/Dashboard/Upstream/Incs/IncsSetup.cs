
namespace Dashboard.Upstream.Incs;

/// <summary>Registers the INCS client.</summary>
public static class IncsSetup
{
    /// <summary>Adds <see cref="IncsClient"/> and its options, checked at start.</summary>
    public static void AddIncs(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IncsOptions>().Bind(builder.Configuration.GetSection(IncsOptions.Section))
            .ValidateDataAnnotations()
            .Validate(x => TimeZoneInfo.TryFindSystemTimeZoneById(x.TimeZone, out _), "Incs:TimeZone is not the name of a time zone, such as Asia/Shanghai.")
            .Validate(x => x.BaseUrl.IsSafe(), "Incs:BaseUrl must be https: the token travels with every call (http is for this machine only).")
            .ValidateOnStart();
        builder.Services.AddSingleton<IncsRate>();
        builder.Services.AddHttpClient<IncsClient>(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(UpstreamHandler.Create)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
    }
}
