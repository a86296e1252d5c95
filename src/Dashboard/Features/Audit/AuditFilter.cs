using System.Globalization;
using Dashboard.Shared;

namespace Dashboard.Features.Audit;

/// <summary>What the page of the audit log narrows by, and where in it one stands; all of it stands in the address.</summary>
public sealed record AuditFilter
{
    /// <summary>Part of an account, without regard to small and capital letters, or null.</summary>
    public string? Who { get; init; }

    /// <summary>A code such as <c>batch.confirm</c>, a group such as <c>batch</c>, or null.</summary>
    public string? Action { get; init; }

    /// <summary>What was acted on, such as <c>batch 12</c>, or its number alone; or null.</summary>
    public string? Target { get; init; }

    /// <summary>The remote address that it was done from, whole, or null.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>First day in the person's zone, or null.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, or null.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only entries that are older than this one, or null.</summary>
    public AuditKey? Before { get; init; }

    /// <summary>Only entries that are newer than this one, the oldest of them; or null.</summary>
    public AuditKey? After { get; init; }

    /// <summary>Whether it narrows anything, the place not counted.</summary>
    public bool IsSet => Who is not null || Action is not null || Target is not null || RemoteAddress is not null || From is not null || To is not null;

    /// <summary>The same from its newest entry.</summary>
    public AuditFilter Beginning => this with { Before = null, After = null };

    /// <summary>Reads an address or its query; what can't be read narrows nothing.</summary>
    public static AuditFilter Read(string address)
    {
        var query = QueryText.Parameters(address);
        return new()
        {
            Who = Text("who"), Action = Text("action") is { } action ? QueryText.Lower(action).TrimEnd('.') : null, Target = Text("target"), RemoteAddress = Text("address"),
            From = QueryText.Day(Text("from")), To = QueryText.Day(Text("to")), Before = AuditKey.Read(Text("before")), After = AuditKey.Read(Text("after")),
        };

        string? Text(string name) => query.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>Its address below a path.</summary>
    public string Address(string path = Links.Audit) => Links.WithQuery(path,
    [
        new("who", Who), new("action", Action), new("target", Target), new("address", RemoteAddress), new("from", QueryText.Of(From)), new("to", QueryText.Of(To)),
        new("before", Before?.ToString()), new("after", After?.ToString()),
    ]);

    /// <summary>The instants of its days.</summary>
    /// <returns>From (inclusive) and until (exclusive), UTC; null where it is open.</returns>
    public (DateTimeOffset? From, DateTimeOffset? Until) Instants(TimeZoneInfo zone) =>
        (From is { } from ? ClientContext.StartOf(from, zone) : null, To is { } to ? ClientContext.StartOf(to.AddDays(1), zone) : null);
}

/// <summary>Where an entry stands in the log.</summary>
/// <param name="At">When it was written (UTC).</param>
/// <param name="Id">Its key.</param>
public sealed record AuditKey(DateTimeOffset At, long Id)
{
    // Beyond, an instant can't be made of it.
    private const long LatestMs = 4_102_444_800_000;

    /// <summary>As an address has it: the milliseconds and the key with a minus between, or null.</summary>
    public static AuditKey? Read(string? text)
    {
        if (text?.Split('-') is not [var at, var id] || QueryText.Number(at) is not (< LatestMs and var milliseconds) || QueryText.Number(id) is not { } key) return null;
        return new(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), key);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}-{Id}");
}
