namespace Sandbox.Wshoto;

/// <summary>What can be set of Wshoto while the sandbox runs, by this object or by <c>POST /sandbox/wshoto/settings</c>. Latency and the outage of both upstreams are in <see cref="Control.SandboxSettings"/>.</summary>
public sealed class WshotoSettings
{
    /// <summary>How long a token lives, in seconds; setting it through the endpoint also shortens the present one.</summary>
    public int TokenSeconds { get; set; } = 7200;

    /// <summary>Most token requests within 60 seconds; beyond it 429.</summary>
    public int TokenRequestsPerMinute { get; set; } = 30;

    /// <summary>Added to the time that an answer takes, in milliseconds.</summary>
    public int LatencyMs { get; set; }

    /// <summary>Until when Wshoto alone aborts every connection (UTC); null for no outage.</summary>
    public DateTimeOffset? OutageUntil { get; set; }
}
