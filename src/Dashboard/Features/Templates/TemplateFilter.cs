using System.Globalization;
using Dashboard.Shared;

namespace Dashboard.Features.Templates;

/// <summary>Which templates: all of it stands in the address.</summary>
public sealed record TemplateFilter
{
    private const int DefaultDays = 90;

    /// <summary>Part of the name.</summary>
    public string? Name { get; init; }

    /// <summary>Status, or null for any.</summary>
    public int? Status { get; init; }

    /// <summary>Type, or null for any.</summary>
    public int? Type { get; init; }

    /// <summary>First day in the person's zone; 90 days back by default.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day in the person's zone; today by default.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>The list's address with this filter.</summary>
    public string Address() => Links.WithQuery(Links.Templates,
    [
        new("name", Name), new("status", Text(Status)), new("type", Text(Type)), new("from", Day(From)), new("to", Day(To)), new("page", Page > 1 ? Text(Page) : null),
    ]);

    /// <summary>Start and end of the range (UTC).</summary>
    public (DateTimeOffset From, DateTimeOffset Until) Range(DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).Date);
        var last = To ?? today;
        return (Start(From ?? last.AddDays(1 - DefaultDays), zone), Start(last.AddDays(1), zone).AddSeconds(-1));
    }

    /// <summary>A day as the address and date fields write it.</summary>
    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A day that was written so, or null.</summary>
    /// <remarks>Of this century: a date field tells every digit of the year while it is typed, and no zone shifts the ends of the calendar.</remarks>
    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2100 ? day : null;

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
