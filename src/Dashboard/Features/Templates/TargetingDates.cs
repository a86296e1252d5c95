using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Templates;

/// <summary>Tells a range of time: by days where it begins and ends with one in the person's zone, else with the time.</summary>
internal static class TargetingDates
{
    /// <summary>The range, such as "between 1 and 31 March 2026"; nothing without ends.</summary>
    public static TargetingPhrase Range(IStringLocalizer<TargetingText> texts, DateTimeOffset? from, DateTimeOffset? until, TimeZoneInfo zone)
    {
        var (start, end) = (Local(from, zone), Local(until, zone));
        var days = start is not { TimeOfDay.Ticks: > 0 } && (end is not { } last || last.TimeOfDay >= new TimeSpan(23, 59, 59));
        return (start, end) switch
        {
            ({ } a, { } b) when days && a.Date == b.Date => TargetingPhrase.Of(texts["Time_On"], Day(texts, a)),
            ({ } a, { } b) when days => Days(texts, a, b),
            ({ } a, { } b) => TargetingPhrase.Of(texts["Time_Moments"], Moment(texts, a), Moment(texts, b)),
            ({ } a, null) => TargetingPhrase.Of(texts["Time_Since"], days ? Day(texts, a) : Moment(texts, a)),
            (null, { } b) => TargetingPhrase.Of(texts["Time_Until"], days ? Day(texts, b) : Moment(texts, b)),
            _ => TargetingPhrase.None,
        };
    }

    // What both ends share is said once.
    private static TargetingPhrase Days(IStringLocalizer<TargetingText> texts, DateTimeOffset from, DateTimeOffset until)
    {
        var shared = from <= until && from.Year == until.Year ? from.Month == until.Month ? "Month" : "Year" : "None";
        return TargetingPhrase.Of(texts["Time_Days"], Formatted(texts, "From_" + shared, from), Formatted(texts, "Until_" + shared, until));
    }

    private static TargetingPhrase Day(IStringLocalizer<TargetingText> texts, DateTimeOffset at) => Formatted(texts, "From_None", at);

    private static TargetingPhrase Moment(IStringLocalizer<TargetingText> texts, DateTimeOffset at) => Formatted(texts, at.Second == 0 ? "Minute" : "Second", at);

    // Of the product's languages only English spells months, as the invariant culture does.
    private static TargetingPhrase Formatted(IStringLocalizer<TargetingText> texts, string format, DateTimeOffset at) =>
        TargetingPhrase.Value(at.ToString(texts["Format_" + format].Value, CultureInfo.InvariantCulture));

    private static DateTimeOffset? Local(DateTimeOffset? at, TimeZoneInfo zone) => at is { } instant ? TimeZoneInfo.ConvertTime(instant, zone) : null;
}
