namespace Sandbox.Wshoto;

/// <summary>The simulated Wshoto: what a test or the admin endpoints reach.</summary>
public sealed class WshotoState
{
    /// <summary>Starts one with the seeded templates.</summary>
    public WshotoState(SandboxOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        AppId = options.WshotoAppId;
        AppSecret = options.WshotoAppSecret;
        Tokens = new(Settings, time);
        Templates = [.. WshotoSeed.Make(time.GetUtcNow())];
    }

    /// <summary>Application id that gets a token.</summary>
    public string AppId { get; }

    /// <summary>Its secret.</summary>
    public string AppSecret { get; }

    /// <summary>Settings.</summary>
    public WshotoSettings Settings { get; } = new();

    /// <summary>Faults and counted calls.</summary>
    public WshotoFaults Faults { get; } = new();

    /// <summary>The tokens.</summary>
    public WshotoTokens Tokens { get; }

    /// <summary>Damages the answer of a call before it is sent, as no document foresees; leaves it by default.</summary>
    public Func<WshotoCall, string, string> Rewrite { get; set; } = (_, answer) => answer;

    /// <summary>The templates, newest first; may be replaced.</summary>
    public IReadOnlyList<WshotoTemplate> Templates { get; set; }

    /// <summary>Replaces the template of the same id.</summary>
    public void Put(WshotoTemplate template) => Templates = [.. Templates.Select(x => x.Id == template.Id ? template : x)];

    /// <summary>A template by its id, or null.</summary>
    public WshotoTemplate? Find(long id) => Templates.FirstOrDefault(x => x.Id == id);
}
