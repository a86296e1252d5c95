using System.Globalization;
using Dashboard.Shared;

namespace Dashboard.Features.Overview;

/// <summary>The task grid's address with exactly the tasks that a figure counts.</summary>
/// <param name="filter">What the overview is about.</param>
/// <param name="span">The days it means.</param>
/// <param name="staleAfter">When an open task is stale, as the grid's address writes it.</param>
public sealed class FigureLinks(OverviewFilter filter, DaySpan span, string staleAfter)
{
    private const string LastChanged = "-updated";

    /// <summary>Tasks created in the days.</summary>
    public string Created() => Of([.. Days("from", "to", span.First, span.Last)]);

    /// <summary>Tasks with a final status that were last changed in the days.</summary>
    public string Ended(int status) => Of([new("status", Number(status)), .. Days("updated_from", "updated_to", span.First, span.Last), new("sort", LastChanged)]);

    /// <summary>Tasks that are not final.</summary>
    /// <param name="others">Undocumented statuses that occur: none of them is final.</param>
    public string Open(IReadOnlyList<int> others) => Of([Statuses([0, 1, .. others]), new("sort", LastChanged)]);

    /// <summary>Open tasks of one age group of <see cref="TaskFigures.Ages"/>.</summary>
    public string OpenOfAge(int group)
    {
        var ages = TaskFigures.Ages;
        return Of([new("open_longer", group == 0 ? null : QueryText.Of(ages[group - 1])), new("open_shorter", group == ages.Count ? null : QueryText.Of(ages[group]))]);
    }

    /// <summary>Stale tasks.</summary>
    public string Stale() => Of([new("quiet_longer", staleAfter)]);

    /// <summary>Tasks created on a day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="statuses">Their statuses; none for any.</param>
    public string Day(DateOnly day, params IReadOnlyList<int> statuses) => Of([Statuses(statuses), .. Days("from", "to", day, day)]);

    /// <summary>Tasks that were remarked on on a day: one with several remarks stands once.</summary>
    public string Remarked(DateOnly day) => Of([.. Days("remarked_from", "remarked_to", day, day)]);

    /// <summary>Tasks of an assignee created in the days.</summary>
    public string CreatedBy(string assignee) => Of([new("assignee", assignee), .. Days("from", "to", span.First, span.Last)]);

    /// <summary>Those of them that are finished.</summary>
    public string FinishedBy(string assignee) => Of([new("status", "2"), new("assignee", assignee), .. Days("from", "to", span.First, span.Last)]);

    /// <summary>Open tasks of an assignee.</summary>
    public string OpenBy(string assignee, IReadOnlyList<int> others) => Of([Statuses([0, 1, .. others]), new("assignee", assignee)]);

    /// <summary>Stale tasks of an assignee.</summary>
    public string StaleBy(string assignee) => Of([new("assignee", assignee), new("quiet_longer", staleAfter)]);

    private static KeyValuePair<string, string?> Statuses(IReadOnlyList<int> statuses) => new("status", string.Join(',', statuses.Select(Number)));

    private static IEnumerable<KeyValuePair<string, string?>> Days(string from, string to, DateOnly first, DateOnly last) => [new(from, QueryText.Of(first)), new(to, QueryText.Of(last))];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    // The overview's own filter is in every address; an assignee's row names the same account.
    private string Of(IReadOnlyList<KeyValuePair<string, string?>> figure) => Links.WithQuery(Links.Tasks,
    [
        .. figure, new("assignee", figure.Any(x => x.Key == "assignee") ? null : filter.Assignee), new("auth_id", QueryText.Of(filter.AuthId)),
        new("template", QueryText.Of(filter.Template)), new("batch", QueryText.Of(filter.Batch)),
    ]);
}
