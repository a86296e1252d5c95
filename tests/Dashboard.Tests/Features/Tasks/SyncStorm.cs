using Dashboard.Upstream;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>What goes on in INCS while the sync reads it: before any request tasks may be created, many in one second, time passes and with it statuses change,
/// the order of the list turns, rows show up late, requests are refused, and connections break. The same for the same seed.</summary>
internal sealed class SyncStorm
{
    private readonly SyncRig rig;
    private readonly Random chance;

    public SyncStorm(SyncRig rig, int seed)
    {
        (this.rig, chance) = (rig, new(seed));
        rig.Sandbox.Settings.RetryAfter = "none";
        rig.OnRequest = _ => Blow();
    }

    public int Created { get; private set; }

    public int FailedPasses { get; private set; }

    /// <summary>Makes passes until so much time has passed.</summary>
    public async Task RageAsync(TimeSpan duration)
    {
        for (var until = rig.Time.GetUtcNow() + duration; rig.Time.GetUtcNow() < until;)
        {
            Turn();
            try
            {
                await rig.PassAsync(TimeSpan.FromSeconds(chance.Next(1, chance.Next(8) == 0 ? 3600 : 60)));
            }
            catch (UpstreamException)
            {
                FailedPasses++;
            }
        }
    }

    /// <summary>Nothing happens any more, and what was late shows up.</summary>
    public void Calm()
    {
        var settings = rig.Sandbox.Settings;
        (rig.OnRequest, settings.ListDelaySeconds, settings.RequestsPerSecond, settings.OutageUntil) = (null, 0, null, null);
    }

    private void Turn()
    {
        var settings = rig.Sandbox.Settings;
        settings.ListOldestFirst = chance.Next(2) == 0;
        settings.ListDelaySeconds = chance.Next(3) == 0 ? chance.Next(1, 1200) : 0;
        settings.RequestsPerSecond = chance.Next(4) == 0 ? 0.4 : null;
    }

    private void Blow()
    {
        if (chance.Next(3) == 0) rig.Time.Advance(TimeSpan.FromSeconds(chance.Next(1, 5)));
        if (chance.Next(60) == 0) rig.Sandbox.Settings.OutageUntil = rig.Time.GetUtcNow().AddSeconds(chance.Next(1, 120));
        if (chance.Next(8) != 0) return;
        var count = chance.Next(chance.Next(5) == 0 ? 250 : 20);
        rig.Create(count);
        Created += count;
    }
}
