using System.Text.Json;
using Dashboard.Upstream;
using Dashboard.Upstream.Wshoto;

namespace Dashboard.Features.Templates;

/// <summary>Reads <c>filter_range_info</c> (source: the Wshoto seed's tables). It never fails: what it can't read is kept raw.</summary>
public static class TargetingReader
{
    private static readonly string[] Known =
    [
        "group_owner_range", "group_name_list", "include_tags", "chat_id_list", "is_all_customer", "is_all_customer_group",
        "add_user_range", "add_time_range", "exclude_tags", "locations", "chat_list", "sex", "age_range", "remark_key_words", "description_key_words",
    ];

    /// <summary>Reads the text of a template.</summary>
    public static Targeting Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return new([], [], [], null, false);
        if (Parse(text) is not { ValueKind: JsonValueKind.Object } json) return new([], [], [], text, false);
        var rules = new List<TargetingRule>();
        var left = new Dictionary<string, string>();
        foreach (var member in json.EnumerateObject())
        {
            if (!Known.Contains(member.Name)) left[member.Name] = member.Value.GetRawText();
            else if (Rule(json, member.Name) is { } rule) rules.Add(rule);
            else if (!SaysNothing(member.Value)) left[member.Name] = member.Value.GetRawText();
        }
        // The order of the tables, whatever the order in the text.
        rules.Sort((a, b) => Array.IndexOf(Known, a.Field).CompareTo(Array.IndexOf(Known, b.Field)));
        return new(rules, [.. TargetingDoubts.Find(rules, left.Count)], [.. left], text, true);
    }

    private static TargetingRule? Rule(JsonElement json, string field) => field switch
    {
        "is_all_customer" => Flag(json, field, "AllCustomers"),
        "is_all_customer_group" => Flag(json, field, "AllGroups"),
        "group_owner_range" => People(json, field, "Owner"),
        "add_user_range" => People(json, field, "Added"),
        "group_name_list" => Words(json, field, "GroupNames"),
        "chat_id_list" => Words(json, field, "ChatIds"),
        "remark_key_words" => Words(json, field, "Remark"),
        "description_key_words" => Words(json, field, "Description"),
        "include_tags" => Tags(json, field, "Include"),
        "exclude_tags" => Tags(json, field, "Exclude"),
        "locations" => Named(json, field, "Locations", "region_code", "region_remark"),
        "chat_list" => Named(json, field, "Chats", "chat_id", "chat_name"),
        "add_time_range" => Times(json, field),
        "sex" => json.Text(field) is { Length: > 0 } sex and not "ALL" ? new(field, sex is "M" or "F" or "UNKNOW" ? $"Sex_{sex}" : "Sex_Other", [new(sex)]) : null,
        "age_range" => json.Text(field) is { Length: > 0 } ages ? Ages(field, ages) : null,
        _ => null,
    };

    private static TargetingRule? Flag(JsonElement json, string field, string kind)
    {
        var yes = json.Member(field) is { ValueKind: JsonValueKind.True } || json.Text(field) is "true" or "1";
        return yes ? new(field, kind, []) : null;
    }

    private static TargetingRule? Words(JsonElement json, string field, string kind)
    {
        var words = Texts(json, field);
        return words.Count > 0 ? new(field, kind, words) : null;
    }

    private static TargetingRule? People(JsonElement json, string field, string kind)
    {
        if (json.Member(field) is not { ValueKind: JsonValueKind.Object } range) return null;
        List<TargetingRule> parts = [];
        if (Texts(range, "user_id_list") is { Count: > 0 } users) parts.Add(new("user_id_list", "Users", users));
        if (Texts(range, "dept_id_list") is { Count: > 0 } departments) parts.Add(new("dept_id_list", "Departments", departments));
        if (TagList(range, "user_tags") is { Count: > 0 } tags) parts.Add(new("user_tags", "UserTags", tags));
        return parts.Count > 0 ? new(field, kind, []) { Parts = parts } : null;
    }

    private static TargetingRule? Tags(JsonElement json, string field, string kind)
    {
        if (json.Member(field) is not { ValueKind: JsonValueKind.Object } tags) return null;
        var list = TagList(tags, "tag_list");
        return tags.Int("operator") switch
        {
            3 => new(field, $"{kind}_3", []),
            _ when list.Count == 0 => null,
            (1 or 2 or 4) and var known => new(field, $"{kind}_{known}", list),
            _ => new(field, $"{kind}_Other", list),
        };
    }

    private static TargetingRule? Named(JsonElement json, string field, string kind, string id, string name)
    {
        var values = json.Items(field).Where(x => x.ValueKind == JsonValueKind.Object)
            .Select(x => Value(x.Text(id), x.Text(name)?.Replace(',', '/'))).OfType<TargetingValue>().ToList();
        return values.Count > 0 ? new(field, kind, values) : null;
    }

    private static TargetingRule? Times(JsonElement json, string field)
    {
        if (json.Member(field) is not { ValueKind: JsonValueKind.Object } range) return null;
        return (WshotoReading.Time(range, "start_time"), WshotoReading.Time(range, "end_time")) switch
        {
            ({ } from, { } until) => new(field, "AddedBetween", [new("", null, from), new("", null, until)]),
            ({ } from, null) => new(field, "AddedSince", [new("", null, from)]),
            (null, { } until) => new(field, "AddedUntil", [new("", null, until)]),
            _ => null,
        };
    }

    private static TargetingRule Ages(string field, string ages) => ages.Split('~') switch
    {
        [{ Length: > 0 } from, { Length: > 0 } to] => new(field, "AgeBetween", [new(from), new(to)]),
        [{ Length: > 0 } from, ""] => new(field, "AgeFrom", [new(from)]),
        ["", { Length: > 0 } to] => new(field, "AgeTo", [new(to)]),
        _ => new(field, "Age", [new(ages)]),
    };

    private static List<TargetingValue> TagList(JsonElement parent, string field) =>
        [.. parent.Items(field).Where(x => x.ValueKind == JsonValueKind.Object).Select(x => Value(x.Text("tag_id"), x.Text("tag_name"))).OfType<TargetingValue>()];

    private static List<TargetingValue> Texts(JsonElement parent, string field) =>
    [
        .. parent.Items(field).Select(x => x.ValueKind switch { JsonValueKind.String => x.GetString(), JsonValueKind.Number => x.GetRawText(), _ => null })
            .Where(x => !string.IsNullOrWhiteSpace(x)).Select(x => new TargetingValue(x!)),
    ];

    private static TargetingValue? Value(string? id, string? name) =>
        !string.IsNullOrWhiteSpace(name) ? new(name, string.IsNullOrWhiteSpace(id) ? null : id) : string.IsNullOrWhiteSpace(id) ? null : new(id, id);

    // Empty, false or "all" narrows nothing.
    private static bool SaysNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.String => value.GetString() is "" or "ALL" or "false" or "0",
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.EnumerateObject().All(x => x.Name == "operator" || SaysNothing(x.Value)),
        JsonValueKind.Number => value.GetRawText() == "0",
        _ => false,
    };

    private static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
