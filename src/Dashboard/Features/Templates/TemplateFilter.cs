using System.Globalization;
using Dashboard.Shared;

namespace Dashboard.Features.Templates;

/// <summary>Which templates, in which order, and which page of them: all of it stands in the address.</summary>
public sealed record TemplateFilter
{
    /// <summary>Days that are shown when no dates are chosen.</summary>
    public const int DefaultDays = 90;

    /// <summary>Part of the name, or null for any.</summary>
    public string? Name { get; init; }

    /// <summary>Statuses as Wshoto numbers them; empty for any.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [];

    /// <summary>Type as Wshoto numbers it, or null for any.</summary>
    public int? Type { get; init; }

    /// <summary>Who made it, as Wshoto names people; null for anybody.</summary>
    public string? Creator { get; init; }

    /// <summary>First day in the person's zone; 90 days back by default, or any day among the favourites.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day in the person's zone; today by default, or any day among the favourites.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whether only the team's favourites are shown.</summary>
    public bool Favourites { get; init; }

    /// <summary>Column, with a leading <c>-</c> for descending; newest first by default.</summary>
    public string Sort { get; init; } = TemplateOrder.Default;

    /// <summary>Page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>How many filters are set; both dates are one.</summary>
    public int Count => (Name is null ? 0 : 1) + (Statuses.Count > 0 ? 1 : 0) + (Type is null ? 0 : 1) + (Creator is null ? 0 : 1) + ((From ?? To) is null ? 0 : 1) + (Favourites ? 1 : 0);

    /// <summary>The same without any filter.</summary>
    public TemplateFilter Cleared => new() { Sort = Sort };

    /// <summary>Reads an address or its query; what can't be read is passed over.</summary>
    public static TemplateFilter Read(string address)
    {
        var query = QueryText.Parameters(address);
        string? Text(string name) => query.TryGetValue(name, out var values) && values.LastOrDefault()?.Trim() is { Length: > 0 } x ? x : null;
        return new()
        {
            Name = Text("name"), Statuses = Numbers(string.Join(',', query.GetValueOrDefault("status").ToArray())), Type = Number(Text("type")), Creator = Text("creator"),
            From = QueryText.Day(Text("from")), To = QueryText.Day(Text("to")), Favourites = Text("fav") is "1" or "true", Sort = TemplateOrder.Known(Text("sort")), Page = QueryText.Page(Text("page")),
        };
    }

    /// <summary>The list's address with this filter.</summary>
    public string Address() => Links.WithQuery(Links.Templates,
    [
        new("name", Name), new("status", string.Join(',', Statuses.Select(x => QueryText.Of(x)))), new("type", QueryText.Of(Type)), new("creator", Creator), new("from", QueryText.Of(From)), new("to", QueryText.Of(To)),
        new("fav", Favourites ? "1" : null), new("sort", Sort == TemplateOrder.Default ? null : Sort), new("page", Page > 1 ? QueryText.Of(Page) : null),
    ]);

    /// <summary>Whether the same templates are read for another filter, whatever the order and page.</summary>
    public bool ReadsLike(TemplateFilter other) => Rows() == other?.Rows();

    /// <summary>Start and end of the range (UTC), both inclusive. Nothing is read beyond tomorrow, which may be today already where Wshoto is.</summary>
    public (DateTimeOffset From, DateTimeOffset Until) Range(DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).Date);
        var last = To is { } to && to <= today.AddDays(1) ? to : To is null ? today : today.AddDays(1);
        return (ClientContext.StartOf(From ?? last.AddDays(1 - DefaultDays), zone), ClientContext.StartOf(last.AddDays(1), zone).AddSeconds(-1));
    }

    private string Rows() => (this with { Sort = TemplateOrder.Default, Page = 1 }).Address();

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IReadOnlyList<int> Numbers(string text) => [.. text.Split(',').Select(Number).OfType<int>().Distinct().Order()];
}
