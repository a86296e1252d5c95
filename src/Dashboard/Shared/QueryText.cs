using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Dashboard.Shared;

/// <summary>Reads and writes parameters of an address. Pages take them as text: Blazor throws on a number that is none, and people edit addresses.</summary>
public static class QueryText
{
    // So that no page times its rows leaves the range of an int.
    private const int LastPage = 1_000_000;

    /// <summary>The parameters of an address, or of its query; none where there is no <c>?</c>.</summary>
    public static IReadOnlyDictionary<string, StringValues> Parameters(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var start = address.IndexOf('?', StringComparison.Ordinal);
        return start < 0 ? new Dictionary<string, StringValues>() : QueryHelpers.ParseQuery(address[start..].Split('#')[0]);
    }

    /// <summary>A number without a sign, or null.</summary>
    public static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A page, from 1; the first one where the text is none.</summary>
    public static int Page(string? text) => (int)Math.Clamp(Number(text) ?? 1, 1, LastPage);

    /// <summary>A day written <c>yyyy-MM-dd</c>, or null.</summary>
    /// <remarks>Of this century: a date field tells every digit of the year while it is typed, and no zone shifts the ends of the calendar.</remarks>
    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2100 ? day : null;

    /// <summary>A text with small letters for A to Z and no others: what either database's <c>lower</c> makes of it.</summary>
    public static string Lower(string text) => string.Create(text.Length, text, (lower, x) =>
    {
        for (var i = 0; i < x.Length; i++) lower[i] = char.IsAsciiLetterUpper(x[i]) ? (char)(x[i] | 0x20) : x[i];
    });

    /// <summary>A day as addresses and date fields write it.</summary>
    public static string? Of(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A span of whole minutes, hours or days (<c>90m</c>, <c>48h</c>, <c>3d</c>), at least one and at most ten years, or null.</summary>
    public static TimeSpan? Span(string? text)
    {
        if (text is not { Length: > 1 and < 9 } || Number(text[..^1]) is not (> 0 and var number)) return null;
        TimeSpan? span = text[^1] switch { 'm' => TimeSpan.FromMinutes(number), 'h' => TimeSpan.FromHours(number), 'd' => TimeSpan.FromDays(number), _ => null };
        return span <= TimeSpan.FromDays(3660) ? span : null;
    }

    /// <summary>A span as addresses write it, in the largest unit that fits.</summary>
    public static string? Of(TimeSpan? span) => span is not { } x ? null
        : x.TotalMinutes % (24 * 60) == 0 ? string.Create(CultureInfo.InvariantCulture, $"{x.TotalDays}d")
        : x.TotalMinutes % 60 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{x.TotalHours}h") : string.Create(CultureInfo.InvariantCulture, $"{(long)x.TotalMinutes}m");

    /// <summary>A number as addresses write it.</summary>
    public static string? Of(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
