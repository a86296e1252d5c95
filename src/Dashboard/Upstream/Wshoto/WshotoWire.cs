namespace Dashboard.Upstream.Wshoto;

/// <summary>Parameters of the list call; null leaves one out.</summary>
public sealed record WshotoListQuery
{
    /// <summary>Created from (UTC); with <see cref="Until"/>, at most 90 days apart.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Created until (UTC).</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Part of the name.</summary>
    public string? Name { get; init; }

    /// <summary>Status.</summary>
    public int? Status { get; init; }

    /// <summary>Template type.</summary>
    public int? Type { get; init; }

    /// <summary>Page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1 to 100.</summary>
    public int PageSize { get; init; } = 100;
}

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What it lists.</typeparam>
/// <param name="Total">How many match in all.</param>
/// <param name="Records">This page's.</param>
public sealed record WshotoPage<T>(int Total, IReadOnlyList<T> Records);

/// <summary>A template as the list shows it (source: the contracts' template list). Numbers are kept as they come: unknown ones still show.</summary>
public record WshotoTemplate
{
    /// <summary>Template id; beyond 2^53.</summary>
    public long Id { get; init; }

    /// <summary>Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>1 customers, 2 customer groups, 3 super broadcast.</summary>
    public int? Type { get; init; }

    /// <summary>1 low, 2 middle, 3 high, 4-7 one to four stars.</summary>
    public int? Priority { get; init; }

    /// <summary>Who made it.</summary>
    public string Creator { get; init; } = "";

    /// <summary>1 at once, 2 at a set time.</summary>
    public int? DelayType { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed (UTC).</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it ends (UTC).</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>-1 failed, 0 not started, 1 being created, 2 in progress, 3 ended, 4 expired.</summary>
    public int? Status { get; init; }

    /// <summary>1 regular, 2 data sync.</summary>
    public int? TaskMode { get; init; }

    /// <summary>Task type of the open API.</summary>
    public int? ExtType { get; init; }

    /// <summary>1 standard, 2 open API, 3 SOP.</summary>
    public int? Source { get; init; }

    /// <summary>Why it failed; empty unless <see cref="Status"/> is -1.</summary>
    public string ErrorInfo { get; init; } = "";
}

/// <summary>A template whole (source: the seed, 返回值).</summary>
public sealed record WshotoTemplateDetail : WshotoTemplate
{
    /// <summary>When it is sent (UTC).</summary>
    public DateTimeOffset? SendsAt { get; init; }

    /// <summary>1 conditions on groups, 2 explicit groups, 3 conditions on customers, 4 explicit customers.</summary>
    public int? FilterType { get; init; }

    /// <summary>JSON in a string, or whatever stands there.</summary>
    public string? FilterRangeInfo { get; init; }

    /// <summary>Explanation for the employee.</summary>
    public string Explanation { get; init; } = "";

    /// <summary>Materials of the explanation.</summary>
    public IReadOnlyList<WshotoMaterial> ExplanationMaterials { get; init; } = [];

    /// <summary>The script's title (its table names it, its example does not).</summary>
    public string ScriptTitle { get; init; } = "";

    /// <summary>The script's type (its example names it, its table does not).</summary>
    public int? ScriptType { get; init; }

    /// <summary>Materials of the message, in order.</summary>
    public IReadOnlyList<WshotoMaterial> Materials { get; init; } = [];

    /// <summary>The answer's <c>data</c> as it came.</summary>
    public string Raw { get; init; } = "";

    /// <summary>Members that the document does not know, or that are of another type: their paths and raw values.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Unread { get; init; } = [];
}

/// <summary>A material (source: the seed, material).</summary>
public sealed record WshotoMaterial
{
    /// <summary>Id; 0 when it has none.</summary>
    public long Id { get; init; }

    /// <summary>Encrypted id, or empty.</summary>
    public string Uuid { get; init; } = "";

    /// <summary>1 poster, 2 text, 3 picture, 4 article, 5 voice, 6 video, 7 file, 8 mini program, 9 link, 10 coupon, 11 goods, 12 activity.</summary>
    public int? Type { get; init; }

    /// <summary>Of an activity: 1 group buying, 2 flash sale, 3 lottery. Has a meaning only when <see cref="Type"/> is 12.</summary>
    public int? ChildType { get; init; }

    /// <summary>1 tracked, 2 plain.</summary>
    public int? SendType { get; init; }

    /// <summary>Combination it belongs to, or empty.</summary>
    public string CombinationId { get; init; } = "";

    /// <summary>Class of the combination, or empty.</summary>
    public string PackageConfigId { get; init; } = "";

    /// <summary>Whether a picture is marked as a poster.</summary>
    public bool IsPoster { get; init; }

    /// <summary>Members that the document does not know, or whose value is of another type: their raw JSON by name. An empty name for a material that is no object.</summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } = new Dictionary<string, string>();
}

/// <summary>How far an employee is (source: pageQueryTaskExecuteInfoList). Numbers are kept as they come, contradictory ones too; null where one is missing.</summary>
public sealed record WshotoEmployee
{
    /// <summary>The employee.</summary>
    public required string UserId { get; init; }

    /// <summary>1 not executed, 2 executing, 3 done.</summary>
    public int? Status { get; init; }

    /// <summary>Targets planned.</summary>
    public long? Planned { get; init; }

    /// <summary>Targets followed.</summary>
    public long? Followed { get; init; }

    /// <summary>Targets not followed.</summary>
    public long? NotFollowed { get; init; }

    /// <summary>Percent, 0 to 100 by the document.</summary>
    public decimal? Rate { get; init; }
}

/// <summary>A target of an employee (source: pageQueryUserFollowUpInfoList).</summary>
public sealed record WshotoTarget
{
    /// <summary>Customer or group.</summary>
    public required string TargetId { get; init; }

    /// <summary>1 not followed, 2 followed.</summary>
    public int? Status { get; init; }

    /// <summary>When it was followed (UTC), or null.</summary>
    public DateTimeOffset? FollowedAt { get; init; }
}
