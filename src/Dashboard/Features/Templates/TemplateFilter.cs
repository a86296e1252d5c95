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
        new("name", Name), new("status", QueryText.Of(Status)), new("type", QueryText.Of(Type)), new("from", QueryText.Of(From)), new("to", QueryText.Of(To)), new("page", Page > 1 ? QueryText.Of(Page) : null),
    ]);

    /// <summary>Start and end of the range (UTC).</summary>
    public (DateTimeOffset From, DateTimeOffset Until) Range(DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).Date);
        var last = To ?? today;
        return (ClientContext.StartOf(From ?? last.AddDays(1 - DefaultDays), zone), ClientContext.StartOf(last.AddDays(1), zone).AddSeconds(-1));
    }
}
