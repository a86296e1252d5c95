namespace Dashboard.Upstream.Wshoto;

/// <summary>Registers the Wshoto client.</summary>
public static class WshotoSetup
{
    /// <summary>Adds <see cref="WshotoClient"/>, its token source and its options, checked at start.</summary>
    public static void AddWshoto(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<WshotoOptions>().Bind(builder.Configuration.GetSection(WshotoOptions.Section))
            .ValidateDataAnnotations()
            .Validate(x => x.BaseUrl.IsSafe(), "Wshoto:BaseUrl must be https: the secret travels in the address (http is for this machine only).")
            .ValidateOnStart();
        // The loggers would write the address, and the address holds the secret.
        builder.Services.AddHttpClient(WshotoCall.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(UpstreamHandler.Create)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        builder.Services.AddSingleton<WshotoTokenSource>();
        builder.Services.AddSingleton<WshotoClient>();
    }
}
