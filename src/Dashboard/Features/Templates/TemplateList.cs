using Dashboard.Upstream;
using Dashboard.Upstream.Wshoto;

namespace Dashboard.Features.Templates;

/// <summary>One page of templates.</summary>
/// <param name="Total">How many match in all, as far as they have been read.</param>
/// <param name="Page">Its number, from 1; the last one's where a later one was asked for.</param>
/// <param name="Rows">This page's.</param>
public sealed record TemplateList(int Total, int Page, IReadOnlyList<TemplateRow> Rows)
{
    /// <summary>When Wshoto gave it (UTC); of kept templates the newest such time, or null where none was ever seen.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Whether these are templates that were kept: Wshoto has not answered yet, or can't be read.</summary>
    public bool Kept { get; init; }

    /// <summary>Why Wshoto can't be read, or null.</summary>
    public UpstreamException? Problem { get; init; }

    /// <summary>How far the reading is; null when it is over.</summary>
    public TemplateProgress? Progress { get; init; }

    /// <summary>Whether Wshoto has more than is read at once.</summary>
    public bool Cut { get; init; }

    /// <summary>Of a list that was cut: everything created since (UTC) is in it; null where not even that can be said.</summary>
    public DateTimeOffset? WholeSince { get; init; }
}

/// <summary>A template of the list.</summary>
/// <param name="Template">The template.</param>
/// <param name="SeenAt">When Wshoto gave it so (UTC), or null where it never did.</param>
public sealed record TemplateRow(WshotoTemplate Template, DateTimeOffset? SeenAt)
{
    /// <summary>Whether Wshoto does not have it any more.</summary>
    public bool Gone { get; init; }
}

/// <summary>How far the reading of a range is.</summary>
/// <param name="Done">Parts that are read.</param>
/// <param name="Parts">Parts in all.</param>
public sealed record TemplateProgress(int Done, int Parts);
