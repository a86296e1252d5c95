using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Shared;

/// <summary>An instant in the person's zone, with the exact value on hover; relative up to a day when asked for.</summary>
public sealed partial class When(IStringLocalizer<SharedText> texts, TimeProvider time)
{
    /// <summary>The instant (UTC); null shows a dash.</summary>
    [Parameter, EditorRequired] public DateTimeOffset? At { get; set; }

    /// <summary>"5 min ago" for instants of the last 24 hours.</summary>
    [Parameter] public bool Relative { get; set; }

    /// <summary>Only the day.</summary>
    [Parameter] public bool Day { get; set; }

    /// <summary>Only the time, where it is of today.</summary>
    [Parameter] public bool Clock { get; set; }

    /// <summary>Zone of the person.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private string Text(DateTimeOffset at)
    {
        var age = time.GetUtcNow() - at;
        if (Relative && age >= TimeSpan.Zero && age < TimeSpan.FromDays(1))
        {
            if (age < TimeSpan.FromMinutes(1)) return texts["JustNow"];
            return age < TimeSpan.FromHours(1) ? texts["MinutesAgo", (int)age.TotalMinutes] : texts["HoursAgo", (int)age.TotalHours];
        }
        var local = Client.Local(at);
        var isToday = Clock && local.Date == Client.Local(time.GetUtcNow()).Date;
        return local.ToString(isToday ? "HH:mm:ss" : Day ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
