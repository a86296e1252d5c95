using System.Globalization;
using Dashboard.Data.Index;
using Dashboard.Shared;

namespace Dashboard.Features.Overview;

/// <summary>Which days and which tasks the overview is about: all of it stands in the address.</summary>
public sealed record OverviewFilter
{
    /// <summary>Days unless the address says otherwise.</summary>
    public const int UsualDays = 14;

    /// <summary>Columns by which assignees can be sorted.</summary>
    public static readonly IReadOnlyList<string> Columns = ["assignee", "created", "rate", "act", "finish", "open", "stale"];

    private const string UsualSort = "-open";

    // A bar a day has to stay one that can be seen.
    private const int MostDays = 366;

    /// <summary>Numbers of days that can be chosen, today included; 1 is today.</summary>
    public static readonly IReadOnlyList<int> Presets = [1, 7, UsualDays, 30, 90];

    /// <summary>One of <see cref="Presets"/>; it stands back behind <see cref="From"/> and <see cref="To"/>.</summary>
    public int Days { get; init; } = UsualDays;

    /// <summary>First day, or null.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, or null.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whole account of the assignee.</summary>
    public string? Assignee { get; init; }

    /// <summary>Authorisation id.</summary>
    public long? AuthId { get; init; }

    /// <summary>Template of the batch's line.</summary>
    public long? Template { get; init; }

    /// <summary>Batch that the tasks came from.</summary>
    public long? Batch { get; init; }

    /// <summary>One of <see cref="Columns"/>, by which assignees are sorted, with a leading <c>-</c> for descending.</summary>
    public string Sort { get; init; } = UsualSort;

    /// <summary>Whether days of one's own are given.</summary>
    public bool OwnDays => (From ?? To) is not null;

    /// <summary>Whether anything but the days narrows the tasks.</summary>
    public bool Narrows => Assignee is not null || (AuthId ?? Template ?? Batch) is not null;

    /// <summary>The tasks, of any day.</summary>
    public TaskCriteria Criteria => new() { Assignee = Assignee, AuthId = AuthId, Template = Template, Batch = Batch };

    /// <summary>Reads an address or its query; what can't be read is passed over.</summary>
    public static OverviewFilter Read(string address)
    {
        var query = QueryText.Parameters(address);
        string? Text(string name) => query.TryGetValue(name, out var values) && values.LastOrDefault() is { } x && !string.IsNullOrWhiteSpace(x) ? x.Trim() : null;
        return new()
        {
            Days = int.TryParse(Text("days"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && Presets.Contains(days) ? days : UsualDays,
            From = QueryText.Day(Text("from")), To = QueryText.Day(Text("to")), Assignee = Text("assignee"), AuthId = QueryText.Number(Text("auth_id")),
            Template = QueryText.Number(Text("template")), Batch = QueryText.Number(Text("batch")), Sort = Text("sort") is { } sort && Columns.Contains(sort.StartsWith('-') ? sort[1..] : sort) ? sort : UsualSort,
        };
    }

    /// <summary>The overview's address with this filter.</summary>
    public string Address() => Links.WithQuery(Links.Overview,
    [
        new("days", OwnDays || Days == UsualDays ? null : QueryText.Of(Days)), new("from", QueryText.Of(From)), new("to", QueryText.Of(To)),
        new("assignee", Assignee), new("auth_id", QueryText.Of(AuthId)), new("template", QueryText.Of(Template)), new("batch", QueryText.Of(Batch)),
        new("sort", Sort == UsualSort ? null : Sort),
    ]);

    /// <summary>The days it means: at most a year; an end that is missing is today, a beginning that is missing the usual days before.</summary>
    /// <param name="today">Today in the person's zone.</param>
    public DaySpan Span(DateOnly today)
    {
        if (!OwnDays) return new(today.AddDays(1 - Days), today);
        var to = To ?? (From > today ? From.Value : today);
        var from = From ?? to.AddDays(1 - UsualDays);
        if (from > to) (from, to) = (to, from);
        return new(from.AddDays(Math.Max(0, to.DayNumber - from.DayNumber + 1 - MostDays)), to);
    }
}
