namespace Sandbox.Control;

/// <summary>What can be set while the sandbox runs, by this object or by <c>PUT /sandbox/settings</c>.</summary>
public sealed class SandboxSettings
{
    /// <summary>Least time that INCS and Wshoto take to answer, in milliseconds.</summary>
    public int LatencyMs { get; set; } = 20;

    /// <summary>Most that is added to it by chance, in milliseconds.</summary>
    public int LatencyJitterMs { get; set; } = 30;

    /// <summary>How far INCS's clock is ahead of ours (behind when negative), in seconds.</summary>
    public double ClockOffsetSeconds { get; set; }

    /// <summary>IANA zone of INCS's times.</summary>
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>How long a created task is hidden from the list call, in seconds.</summary>
    public double ListDelaySeconds { get; set; }

    /// <summary>Most INCS requests a second; beyond it 429. None when null.</summary>
    public double? RequestsPerSecond { get; set; }

    /// <summary>How a 429 of the rate limit says how long to wait: <c>seconds</c>, <c>date</c> or <c>none</c>.</summary>
    public string RetryAfter { get; set; } = "seconds";

    /// <summary>Share of create calls that meet a fault, 0 to 1.</summary>
    public double FaultRate { get; set; }

    /// <summary>Weights of the faults in that share; all alike when empty.</summary>
    public Dictionary<FaultKind, double> FaultWeights { get; set; } = [];

    /// <summary>Seed of the chance by which faults fall; setting it starts the sequence anew.</summary>
    public int FaultSeed { get; set; } = 1;

    /// <summary>How late <see cref="FaultKind.TimeoutCreatedLate"/> creates, in seconds.</summary>
    public double LateSeconds { get; set; } = 3;

    /// <summary>Whether INCS refuses a task for a customer who has one that is not finished. Without the rule a caller that sends twice doubles for sure.</summary>
    public bool OpenTaskRule { get; set; } = true;

    /// <summary>Whether the list begins with the oldest task; else with the newest, so that what is created meanwhile moves all others a place on.</summary>
    public bool ListOldestFirst { get; set; }

    /// <summary>Bearer token that INCS accepts.</summary>
    public string Token { get; set; } = "";

    /// <summary>How slowly tasks created by a call move: 1 within minutes, 2 half as fast.</summary>
    public double Pace { get; set; } = 1;

    /// <summary>Until when both upstreams abort every connection (UTC); null for no outage.</summary>
    public DateTimeOffset? OutageUntil { get; set; }
}
