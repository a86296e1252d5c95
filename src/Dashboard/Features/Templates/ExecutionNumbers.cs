using System.Globalization;
using Dashboard.Upstream.Wshoto;

namespace Dashboard.Features.Templates;

/// <summary>Writes the numbers of an execution, and judges whether they agree.</summary>
public static class ExecutionNumbers
{
    // Wshoto rounds its rate in a way that is not documented.
    private const decimal Rounding = 1;

    /// <summary>A count, grouped by the culture; a dash for none.</summary>
    public static string Count(long? number) => number?.ToString("N0", CultureInfo.CurrentCulture) ?? "–";

    /// <summary>A rate such as "70%", with the culture's decimal sign; a dash for none.</summary>
    public static string Percent(decimal? rate) => rate is { } value ? value.ToString("0.##", CultureInfo.CurrentCulture) + "%" : "–";

    /// <summary>The rate of two counts, rounded, but 0 and 100 only for none and all; null where nothing is planned.</summary>
    public static decimal? Rate(long? planned, long? followed) => planned is > 0 and var all && followed is { } some
        ? Math.Round(100m * some / all, MidpointRounding.AwayFromZero) switch { 100 when some < all => 99, 0 when some > 0 => 1, var rate => rate }
        : null;

    /// <summary>Which part of a bar is followed, 0 to 1: from the counts where they say it, else from the rate; null where neither does.</summary>
    public static double? Share(long? planned, long? followed, decimal? rate)
    {
        if (planned is > 0 and var all && followed is { } some) return Math.Clamp((double)some / all, 0, 1);
        return planned is null or < 0 && rate is { } percent ? (double)Math.Clamp(percent / 100, 0, 1) : null;
    }

    /// <summary>Whether the numbers can't all be true.</summary>
    public static bool Contradict(WshotoEmployee employee)
    {
        ArgumentNullException.ThrowIfNull(employee);
        var (planned, followed, not, rate) = (employee.Planned, employee.Followed, employee.NotFollowed, employee.Rate);
        if (planned < 0 || followed < 0 || not < 0 || rate < 0 || rate > 100 || followed > planned || not > planned) return true;
        if (planned is { } all && followed is { } some && not is { } others && (decimal)some + others != all) return true;
        return planned > 0 && followed is { } done && rate is { } given && Math.Abs(100m * done / planned.Value - given) > Rounding;
    }
}
