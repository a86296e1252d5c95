using System.Globalization;
using Dashboard.Shared;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Features.Tasks;

/// <summary>Which tasks, in which order, which page of them, and how the grid is laid out: all of it stands in the address.</summary>
public sealed record TaskFilter
{
    private static readonly Uri Here = new("http://here");

    /// <summary>Rows a page unless the address says otherwise.</summary>
    public const int DefaultSize = 50;

    /// <summary>Tasks that can be named one by one.</summary>
    public const int MostIds = 2000;

    /// <summary>Rows a page that can be chosen.</summary>
    public static readonly IReadOnlyList<int> Sizes = [25, DefaultSize, 100, 200];

    /// <summary>Address of the grid: the usual one, or that of a frame on another site.</summary>
    public string Path { get; init; } = Links.Tasks;

    /// <summary>Statuses; empty for any.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [];

    /// <summary>Whole account of the assignee.</summary>
    public string? Assignee { get; init; }

    /// <summary>Part of the task's name or of the customer's.</summary>
    public string? Name { get; init; }

    /// <summary>Whole phone, or its ending.</summary>
    public string? Phone { get; init; }

    /// <summary>Authorisation id.</summary>
    public long? AuthId { get; init; }

    /// <summary>INCS task id.</summary>
    public long? TaskId { get; init; }

    /// <summary>Creation id.</summary>
    public long? CreationId { get; init; }

    /// <summary>Batch that the task came from.</summary>
    public long? Batch { get; init; }

    /// <summary>Template of the batch's line.</summary>
    public long? Template { get; init; }

    /// <summary>When it was created.</summary>
    public DayRange Created { get; init; } = DayRange.Any;

    /// <summary>When it was last changed.</summary>
    public DayRange Updated { get; init; } = DayRange.Any;

    /// <summary>When somebody wrote a remark on it.</summary>
    public DayRange Remarked { get; init; } = DayRange.Any;

    /// <summary>Not final, and created longer ago than this.</summary>
    public TimeSpan? OpenLonger { get; init; }

    /// <summary>Not final, and created no longer ago than this.</summary>
    public TimeSpan? OpenShorter { get; init; }

    /// <summary>Not final, and without a log entry (or its creation) for longer than this.</summary>
    public TimeSpan? QuietLonger { get; init; }

    /// <summary>Part of the newest log entry's remark.</summary>
    public string? LogText { get; init; }

    /// <summary>Just these tasks, such as those that were selected; empty for any. At most <see cref="MostIds"/>.</summary>
    public IReadOnlyList<long> Ids { get; init; } = [];

    /// <summary>The search field: a task id, a phone or its ending, or part of a name.</summary>
    public string? Search { get; init; }

    /// <summary>Column, with a leading <c>-</c> for descending; newest first by default.</summary>
    public string Sort { get; init; } = "-created";

    /// <summary>Page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows a page: one of <see cref="Sizes"/>.</summary>
    public int Size { get; init; } = DefaultSize;

    /// <summary>Columns of the grid as the address writes them, or null for the usual ones.</summary>
    public string? Columns { get; init; }

    /// <summary>Tasks whose log is shown below their row.</summary>
    public IReadOnlyList<long> Expanded { get; init; } = [];

    /// <summary>Whether the rows are the low ones.</summary>
    public bool Compact { get; init; }

    /// <summary>Whether anything narrows the tasks.</summary>
    public bool Narrows => Statuses.Count > 0 || Ids.Count > 0 || (AuthId ?? TaskId ?? CreationId ?? Batch ?? Template) is not null || (OpenLonger ?? OpenShorter ?? QuietLonger) is not null
        || !Created.IsAny || !Updated.IsAny || !Remarked.IsAny || new[] { Assignee, Name, Phone, LogText, Search }.Any(x => !string.IsNullOrWhiteSpace(x));

    /// <summary>Reads an address or its query; what can't be read is passed over.</summary>
    public static TaskFilter Read(string address)
    {
        var query = QueryText.Parameters(address);
        string? Text(string name) => query.TryGetValue(name, out var values) && values.LastOrDefault() is { } x && !string.IsNullOrWhiteSpace(x) ? x : null;
        return new()
        {
            Path = Uri.TryCreate(Here, address, out var whole) && whole.AbsolutePath.Equals(Links.EmbedTasks, StringComparison.OrdinalIgnoreCase) ? Links.EmbedTasks : Links.Tasks,
            Statuses = Numbers(query.GetValueOrDefault("status")), Assignee = Text("assignee"), Name = Text("name"), Phone = Text("phone"), AuthId = QueryText.Number(Text("auth_id")),
            TaskId = QueryText.Number(Text("task_id")), CreationId = QueryText.Number(Text("creation_id")), Batch = QueryText.Number(Text("batch")),
            Template = QueryText.Number(Text("template")), Created = DayRange.Read(Text("created"), Text("from"), Text("to")),
            Updated = DayRange.Read(Text("updated"), Text("updated_from"), Text("updated_to")), Remarked = DayRange.Read(Text("remarked"), Text("remarked_from"), Text("remarked_to")), OpenLonger = QueryText.Span(Text("open_longer")),
            OpenShorter = QueryText.Span(Text("open_shorter")), QuietLonger = QueryText.Span(Text("quiet_longer")), LogText = Text("log"), Ids = Longs(Text("ids")), Search = Text("q"), Sort = Text("sort") ?? "-created", Page = QueryText.Page(Text("page")),
            Size = QueryText.Number(Text("size")) is { } size && Sizes.Contains((int)Math.Min(size, int.MaxValue)) ? (int)size : DefaultSize, Columns = Text("cols"), Expanded = Longs(Text("open")), Compact = Text("density") == "compact",
        };
    }

    /// <summary>The grid's address with this filter.</summary>
    public string Address(string? path = null) => Links.WithQuery(path ?? Path,
    [
        new("status", string.Join(',', Statuses)), new("assignee", Assignee), new("name", Name), new("phone", Phone), new("auth_id", QueryText.Of(AuthId)),
        new("task_id", QueryText.Of(TaskId)), new("creation_id", QueryText.Of(CreationId)), new("batch", QueryText.Of(Batch)), new("template", QueryText.Of(Template)),
        new("created", Created.Preset), new("from", QueryText.Of(Created.From)), new("to", QueryText.Of(Created.To)),
        new("updated", Updated.Preset), new("updated_from", QueryText.Of(Updated.From)), new("updated_to", QueryText.Of(Updated.To)),
        new("remarked", Remarked.Preset), new("remarked_from", QueryText.Of(Remarked.From)), new("remarked_to", QueryText.Of(Remarked.To)),
        new("open_longer", QueryText.Of(OpenLonger)), new("open_shorter", QueryText.Of(OpenShorter)), new("quiet_longer", QueryText.Of(QuietLonger)), new("log", LogText), new("ids", string.Join(',', Ids)),
        new("q", Search), new("sort", Sort == "-created" ? null : Sort), new("page", Page > 1 ? QueryText.Of(Page) : null),
        new("size", Size == DefaultSize ? null : QueryText.Of(Size)), new("cols", Columns), new("density", Compact ? "compact" : null),
        new("open", string.Join(',', Expanded)),
    ]);

    /// <summary>The grid's address with this filter and a task's panel, if one is given.</summary>
    public string Address(long? openTask) => openTask is { } id ? QueryHelpers.AddQueryString(Address(), "task", QueryText.Of(id)!) : Address();

    /// <summary>The same rows whatever the layout: what is read again only when this changes.</summary>
    public string RowsAddress() => (this with { Columns = null, Compact = false, Expanded = [] }).Address();

    private static IReadOnlyList<long> Longs(string? list) => [.. (list ?? "").Split(',').Select(QueryText.Number).OfType<long>().Distinct().Take(MostIds)];

    /// <summary>Numbers of a comma list; what is no number is passed over.</summary>
    public static IReadOnlyList<int> Numbers(string? list) =>
        [.. (list ?? "").Split(',').Select(x => int.TryParse(x, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).Where(x => x >= 0).Distinct().Order()];
}
