namespace Dashboard.Shared;

/// <summary>What a page knows of the browser it is shown in; cascaded to every component.</summary>
/// <param name="Zone">The person's time zone (from the <c>tz</c> cookie that app.js sets), UTC until known.</param>
/// <param name="Address">Remote address, for the audit log.</param>
public sealed record ClientContext(TimeZoneInfo Zone, string? Address)
{
    /// <summary>Whether it is a frame on another site with a session of its own.</summary>
    public bool OwnSession { get; init; }

    /// <summary>Whether the person, or the portal around a frame, has phones and amounts hidden.</summary>
    public bool HidesPersonalData { get; init; }

    /// <summary>An instant as local time in the person's zone.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The instant at which a day begins in a zone.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The zone by its IANA id; UTC when unknown.</summary>
    public static TimeZoneInfo FindZone(string? id) =>
        id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}
