namespace Dashboard.Features.Templates;

/// <summary>Whom a template is for, as far as <c>filter_range_info</c> can be read.</summary>
/// <param name="Conditions">What narrows the circle.</param>
/// <param name="Rows">Every member that is present, also one that narrows nothing, in the order of the document's tables; those that are not documented come last.</param>
/// <param name="Doubts">What contradicts itself, matches nobody, or can't be told.</param>
/// <param name="Raw">The raw text, indented where it is JSON; null when there is none.</param>
/// <param name="Readable">Whether the raw text holds a JSON object.</param>
public sealed record Targeting(TargetingConditions Conditions, IReadOnlyList<TargetingRow> Rows, IReadOnlyList<TargetingDoubt> Doubts, string? Raw, bool Readable);

/// <summary>What narrows the circle. All of it must hold; what is empty narrows nothing.</summary>
public sealed record TargetingConditions
{
    /// <summary>Owners of the groups (<c>group_owner_range</c>).</summary>
    public TargetingPeople Owner { get; init; } = TargetingPeople.Anyone;

    /// <summary>Key words of the group's name (<c>group_name_list</c>).</summary>
    public IReadOnlyList<string> GroupNames { get; init; } = [];

    /// <summary>Ids of groups (<c>chat_id_list</c>).</summary>
    public IReadOnlyList<string> ChatIds { get; init; } = [];

    /// <summary>Who added the customer (<c>add_user_range</c>).</summary>
    public TargetingPeople AddedBy { get; init; } = TargetingPeople.Anyone;

    /// <summary>When the customer was added, from (UTC, <c>add_time_range.start_time</c>).</summary>
    public DateTimeOffset? AddedFrom { get; init; }

    /// <summary>When the customer was added, up to and including (UTC, <c>add_time_range.end_time</c>).</summary>
    public DateTimeOffset? AddedUntil { get; init; }

    /// <summary>Tags that are asked for; null for none.</summary>
    public TargetingTags? Include { get; init; }

    /// <summary>Tags that are excluded; null for none.</summary>
    public TargetingTags? Exclude { get; init; }

    /// <summary>Places, each from the province down: 北京市/东城区.</summary>
    public IReadOnlyList<string> Locations { get; init; } = [];

    /// <summary>Group chats that the customer is in (<c>chat_list</c>).</summary>
    public IReadOnlyList<string> Chats { get; init; } = [];

    /// <summary>M, F, UNKNOW or a code that is not documented; null for all.</summary>
    public string? Sex { get; init; }

    /// <summary>Ages; null for all.</summary>
    public TargetingAges? Ages { get; init; }

    /// <summary>Key words of the remark name (<c>remark_key_words</c>).</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Key words of the description (<c>description_key_words</c>).</summary>
    public IReadOnlyList<string> Descriptions { get; init; } = [];

    /// <summary>The switch <c>is_all_customer</c>.</summary>
    public bool AllCustomers { get; init; }

    /// <summary>The switch <c>is_all_customer_group</c>.</summary>
    public bool AllGroups { get; init; }
}

/// <summary>A range of employees: any of them fulfils it.</summary>
/// <param name="Users">Ids of employees.</param>
/// <param name="Departments">Ids of departments.</param>
/// <param name="Tags">Names of employees' tags.</param>
public sealed record TargetingPeople(IReadOnlyList<string> Users, IReadOnlyList<string> Departments, IReadOnlyList<string> Tags)
{
    /// <summary>A range that narrows nothing.</summary>
    public static TargetingPeople Anyone { get; } = new([], [], []);

    /// <summary>Whether it narrows nothing.</summary>
    public bool IsAnyone => Users.Count + Departments.Count + Tags.Count == 0;
}

/// <summary>Tags and how they combine.</summary>
/// <param name="Operator">1 any, 2 all, 3 customers without tags, 4 and/or; null where it is missing or no number.</param>
/// <param name="Tags">The tags.</param>
public sealed record TargetingTags(int? Operator, IReadOnlyList<TargetingItem> Tags);

/// <summary>Ages in years, both ends included; null for an open end.</summary>
public sealed record TargetingAges(int? From, int? To);
