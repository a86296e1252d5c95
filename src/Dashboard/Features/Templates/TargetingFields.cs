namespace Dashboard.Features.Templates;

/// <summary>Members of <c>filter_range_info</c> (source: the Wshoto seed's tables).</summary>
internal static class TargetingFields
{
    /// <summary>Members in the order of the tables: one order that suits that of groups and that of customers.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "group_owner_range", "group_name_list", "add_user_range", "add_time_range", "include_tags", "exclude_tags", "locations", "chat_list", "chat_id_list",
        "sex", "age_range", "remark_key_words", "description_key_words", "is_all_customer", "is_all_customer_group",
    ];

    /// <summary>Members of an employee's tag, a customer's tag, a place and a group chat, in the order of the tables.</summary>
    public static readonly IReadOnlyList<string> UserTag = ["tag_id", "tag_name"], Tag = ["tag_id", "tag_name", "tag_type", "strategy_id"],
        Location = ["region_code", "region_remark"], Chat = ["chat_id", "chat_name"];

    /// <summary>Members of the elements of all lists, and those that are not documented.</summary>
    public static readonly IReadOnlyList<string> Columns = [.. Tag, .. Location, .. Chat, ""];

    private static readonly HashSet<string> OfGroups = ["group_owner_range", "group_name_list", "include_tags", "chat_id_list", "is_all_customer", "is_all_customer_group"];

    private static readonly HashSet<string> OfCustomers = [.. All.Except(["group_owner_range", "group_name_list", "chat_id_list"])];

    /// <summary>Whether a member is listed for groups (<c>filter_type</c> 1) or, else, for customers.</summary>
    public static bool Belongs(string field, bool groups) => (groups ? OfGroups : OfCustomers).Contains(field);
}
