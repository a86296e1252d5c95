namespace Sandbox;

/// <summary>How a sandbox starts. What can change while it runs is in <see cref="Control.SandboxSettings"/>.</summary>
public sealed record SandboxOptions
{
    /// <summary>Address to listen on; loopback only. Port 0 takes a free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>Folder for the record of created tasks, so that a restart forgets nothing; null keeps it in memory.</summary>
    public string? DataPath { get; init; }

    /// <summary>INCS tasks that exist at first start, spread over the 30 days before it.</summary>
    public int SeedTasks { get; init; } = 3000;

    /// <summary>Bearer token that INCS accepts at start.</summary>
    public string Token { get; init; } = "sandbox-token";

    /// <summary>Wshoto application id.</summary>
    public string WshotoAppId { get; init; } = "sandbox-app";

    /// <summary>Wshoto application secret.</summary>
    public string WshotoAppSecret { get; init; } = "sandbox-secret";

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether the console shows more than warnings.</summary>
    public bool Talkative { get; init; }
}
