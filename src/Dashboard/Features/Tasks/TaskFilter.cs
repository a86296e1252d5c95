using System.Globalization;
using Dashboard.Shared;

namespace Dashboard.Features.Tasks;

/// <summary>Which tasks, in which order, and which page of them: all of it stands in the address of the grid.</summary>
public sealed record TaskFilter
{
    /// <summary>Rows a page.</summary>
    public const int PageSize = 50;

    /// <summary>Statuses; empty for any.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [];

    /// <summary>Whole account of the assignee.</summary>
    public string? Assignee { get; init; }

    /// <summary>Part of the task's name.</summary>
    public string? Name { get; init; }

    /// <summary>Whole phone, or its ending.</summary>
    public string? Phone { get; init; }

    /// <summary>Authorisation id.</summary>
    public long? AuthId { get; init; }

    /// <summary>Creation id.</summary>
    public long? CreationId { get; init; }

    /// <summary>Batch that the task came from.</summary>
    public long? Batch { get; init; }

    /// <summary>Template of the batch's line.</summary>
    public long? Template { get; init; }

    /// <summary>First day of creation in the person's zone, inclusive.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of creation in the person's zone, inclusive.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The search field: a task id, a phone or its ending, or part of a name.</summary>
    public string? Search { get; init; }

    /// <summary>Column, with a leading <c>-</c> for descending; newest first by default.</summary>
    public string Sort { get; init; } = "-created";

    /// <summary>Page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Whether anything narrows the tasks.</summary>
    public bool Narrows => Statuses.Count > 0 || (AuthId ?? CreationId ?? Batch ?? Template) is not null || (From ?? To) is not null
        || new[] { Assignee, Name, Phone, Search }.Any(x => !string.IsNullOrWhiteSpace(x));

    /// <summary>The grid's address with this filter.</summary>
    public string Address(string path = Links.Tasks) => Links.WithQuery(path,
    [
        new("status", string.Join(',', Statuses)), new("assignee", Assignee), new("name", Name), new("phone", Phone), new("auth_id", QueryText.Of(AuthId)),
        new("creation_id", QueryText.Of(CreationId)), new("batch", QueryText.Of(Batch)), new("template", QueryText.Of(Template)), new("from", QueryText.Of(From)), new("to", QueryText.Of(To)),
        new("q", Search), new("sort", Sort == "-created" ? null : Sort), new("page", Page > 1 ? QueryText.Of(Page) : null),
    ]);

    /// <summary>Numbers of a comma list; what is no number is passed over.</summary>
    public static IReadOnlyList<int> Numbers(string? list) =>
        [.. (list ?? "").Split(',').Select(x => int.TryParse(x, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).Where(x => x >= 0).Distinct().Order()];
}
