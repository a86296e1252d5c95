using System.Globalization;
using Dashboard.Auth;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Audit;

/// <summary>An entry's detail in the person's words, part by part. What is not known, such as the words that an earlier version wrote, stands as it was written.</summary>
public static class AuditWords
{
    /// <summary>What stands between two parts.</summary>
    public const string Between = " · ";

    /// <summary>The parts.</summary>
    /// <param name="action">The entry's code.</param>
    /// <param name="detail">What is stored.</param>
    /// <param name="zone">Zone for its instants.</param>
    /// <param name="texts">The words.</param>
    public static IReadOnlyList<string> Of(string action, string detail, TimeZoneInfo zone, IStringLocalizer<AuditText> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return AuditDetail.Read(action, detail) is not { } parts ? [detail] : [.. parts.SelectMany(x => x is ("filter", not "all") ? Filters(x.Value, texts) : [Word(x.Code, x.Value, zone, texts)])];
    }

    private static string Word(string code, string value, TimeZoneInfo zone, IStringLocalizer<AuditText> texts)
    {
        if (texts[$"Detail_{code}.{value}"] is { ResourceNotFound: false } exact) return exact;
        return texts["Detail_" + code, Value(value, zone)] is { ResourceNotFound: false } text ? text : $"{code}={value}";
    }

    // A figure is grouped by the words that ask for it; what only looks like one (007) stays as it is.
    private static object Value(string value, TimeZoneInfo zone)
    {
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == value) return number;
        return value.EndsWith('Z') && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture) : value;
    }

    // As the address had them.
    private static IEnumerable<string> Filters(string query, IStringLocalizer<AuditText> texts) =>
        from pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let at = pair.IndexOf('=', StringComparison.Ordinal)
        let name = at < 0 ? null : texts["Filter_" + pair[..at]]
        select name is { ResourceNotFound: false } ? texts["Pair", name.Value, pair[..at] == "action" ? AuditTarget.Action(pair[(at + 1)..], texts) : pair[(at + 1)..]].Value : pair;
}
