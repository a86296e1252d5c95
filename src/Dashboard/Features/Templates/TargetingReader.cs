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
        if (Parse(text) is not { } json) return new([], [], [], text, false);
        var rules = new List<TargetingRule>();
        var left = new Dictionary<string, string>();
        foreach (var name in json.EnumerateObject().Select(x => x.Name).Distinct())
        {
            var value = json.GetProperty(name);
            if (!Known.Contains(name)) left[name] = value.GetRawText();
            else if (Rule(json, name) is { } rule)
            {
                rules.Add(rule);
                foreach (var part in Unread(value)) left[$"{name}.{part.Name}"] = part.Value.GetRawText();
            }
            else if (!SaysNothing(value)) left[name] = value.GetRawText();
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
        "group_name_list" => Named(field, "GroupNames", Texts(json, field)),
        "chat_id_list" => Named(field, "ChatIds", Texts(json, field)),
        "remark_key_words" => Named(field, "Remark", Texts(json, field)),
        "description_key_words" => Named(field, "Description", Texts(json, field)),
        "include_tags" => Tags(json, field, "Include"),
        "exclude_tags" => Tags(json, field, "Exclude"),
        "locations" => Named(field, "Locations", Pairs(json, field, "region_code", "region_remark")),
        "chat_list" => Named(field, "Chats", Pairs(json, field, "chat_id", "chat_name")),
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

    private static TargetingRule? People(JsonElement json, string field, string kind)
    {
        if (json.Member(field) is not { ValueKind: JsonValueKind.Object } range) return null;
        List<TargetingRule> parts = [];
        if (Named("user_id_list", "Users", Texts(range, "user_id_list")) is { } users) parts.Add(users);
        if (Named("dept_id_list", "Departments", Texts(range, "dept_id_list")) is { } departments) parts.Add(departments);
        if (Named("user_tags", "UserTags", TagList(range, "user_tags")) is { } tags) parts.Add(tags);
        return parts.Count > 0 ? new(field, kind, []) { Parts = parts } : null;
    }

    private static TargetingRule? Tags(JsonElement json, string field, string kind)
    {
        if (json.Member(field) is not { ValueKind: JsonValueKind.Object } tags) return null;
        var list = TagList(tags, "tag_list");
        var code = tags.Member("operator")?.ToString();
        return tags.Int("operator") switch
        {
            3 => new(field, $"{kind}_3", []) { Operator = code },
            _ when list.Count == 0 => null,
            (1 or 2 or 4) and var known => new(field, $"{kind}_{known}", list) { Operator = code },
            _ => new(field, $"{kind}_Other", list) { Operator = code },
        };
    }

    private static TargetingRule? Named(string field, string kind, IEnumerable<TargetingValue> named) =>
        named.ToList() is { Count: > 0 } values ? new(field, kind, values) : null;

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
    [
        .. parent.Items(field).Select(x => Pair(x, "tag_id", "tag_name") is { } tag
            ? tag with { TagType = x.Int("tag_type") is not 0 and var type ? type : null, Strategy = x.Text("strategy_id") is not "0" and var group ? Word(group) : null }
            : null).OfType<TargetingValue>(),
    ];

    private static IEnumerable<TargetingValue> Texts(JsonElement parent, string field) => parent.Items(field).Select(Plain).OfType<TargetingValue>();

    private static IEnumerable<TargetingValue> Pairs(JsonElement parent, string field, string id, string name) =>
        parent.Items(field).Select(x => Pair(x, id, name)).OfType<TargetingValue>();

    private static TargetingValue? Pair(JsonElement item, string id, string name) => (Word(item.Text(id)), Word(item.Text(name))) switch
    {
        (var code, { } word) => new(name == "region_remark" ? word.Replace(',', '/') : word, code),
        ({ } code, null) => new(code, code),
        _ => Plain(item),
    };

    // An element of a list narrows whatever its shape: none is left out.
    private static TargetingValue? Plain(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => Word(item.GetString()),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => item.GetRawText(),
        _ => SaysNothing(item) ? null : item.GetRawText(),
    } is { } text ? new(text) : null;

    private static string? Word(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    // Members of a condition's object that are not documented, or are of another type.
    private static IEnumerable<JsonProperty> Unread(JsonElement condition) => condition.ValueKind != JsonValueKind.Object ? [] : condition.EnumerateObject().Where(x => x.Name switch
    {
        "user_id_list" or "dept_id_list" or "user_tags" or "tag_list" => x.Value.ValueKind != JsonValueKind.Array,
        "start_time" or "end_time" => WshotoReading.Time(condition, x.Name) is null,
        "operator" => false,
        _ => true,
    } && !SaysNothing(x.Value));

    // Empty, false or "all" narrows nothing.
    private static bool SaysNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.String => value.GetString() is "" or "ALL" or "false" or "0",
        JsonValueKind.Array => value.EnumerateArray().All(SaysNothing),
        JsonValueKind.Object => value.EnumerateObject().All(x => x.Name == "operator" || SaysNothing(x.Value)),
        JsonValueKind.Number => value.GetRawText() == "0",
        _ => false,
    };

    // Such back ends write an empty object as [].
    private static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => document.RootElement.Clone(),
                JsonValueKind.Array when document.RootElement.GetArrayLength() == 0 => JsonElement.Parse("{}"),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
