namespace Sandbox.Wshoto;

/// <summary>Wires the simulated Wshoto into a host.</summary>
public static class WshotoSandbox
{
    /// <summary>Adds what it needs; <see cref="SandboxOptions"/>, the clock and the gate come from the host.</summary>
    public static IServiceCollection AddWshotoSandbox(this IServiceCollection services) => services.AddSingleton<WshotoState>().AddSingleton<WshotoDoor>();

    /// <summary>Maps the five calls and the admin endpoints.</summary>
    public static void MapWshotoSandbox(this IEndpointRouteBuilder app)
    {
        WshotoEndpoints.MapCalls(app);
        WshotoControl.MapControl(app);
    }
}
