using System.Globalization;
using System.Text.Json;
using Dashboard.Upstream;
using Dashboard.Upstream.Wshoto;

namespace Dashboard.Features.Templates;

/// <summary>Goes through the members in the order of the tables: notes each that is present as a row, and gathers what narrows.</summary>
internal sealed class TargetingWalk(JsonElement json)
{
    private readonly List<TargetingRow> rows = [];
    private readonly List<TargetingRow> unknown = [];

    /// <summary>The members met.</summary>
    public IReadOnlyList<TargetingRow> Rows => rows;

    /// <summary>Reads all members.</summary>
    public TargetingConditions Read()
    {
        var owner = People("group_owner_range");
        var names = List("group_name_list");
        var addedBy = People("add_user_range");
        var (from, until) = Times();
        var conditions = new TargetingConditions
        {
            Owner = owner, GroupNames = names, AddedBy = addedBy, AddedFrom = from, AddedUntil = until, Include = Tags("include_tags"), Exclude = Tags("exclude_tags"),
            Locations = Names(Items("locations", json, "locations", TargetingLists.Places)), Chats = Names(Items("chat_list", json, "chat_list", x => TargetingLists.Items(x, TargetingFields.Chat))),
            ChatIds = List("chat_id_list"), Sex = Sex(), Ages = Ages(), Remarks = List("remark_key_words"), Descriptions = List("description_key_words"),
            AllCustomers = Flag("is_all_customer"), AllGroups = Flag("is_all_customer_group"),
        };
        foreach (var member in json.EnumerateObject())
            if (!TargetingFields.All.Contains(member.Name)) unknown.Add(new(member.Name, TargetingForm.Unknown) { Values = [member.Value.GetRawText()] });
        rows.AddRange(unknown);
        return conditions;
    }

    private static IReadOnlyList<string> Names(IEnumerable<TargetingItem> items) => [.. items.Select(x => x.Name)];

    private TargetingPeople People(string field)
    {
        if (Object(field, "user_id_list", "dept_id_list", "user_tags") is not { } range) return TargetingPeople.Anyone;
        return new(
            List("user_id_list", range, $"{field}.user_id_list"), List("dept_id_list", range, $"{field}.dept_id_list"),
            Names(Items("user_tags", range, $"{field}.user_tags", x => TargetingLists.Items(x, TargetingFields.UserTag))));
    }

    private (DateTimeOffset? From, DateTimeOffset? Until) Times()
    {
        const string field = "add_time_range";
        return Object(field, "start_time", "end_time") is { } range ? (Time("start_time", range, field), Time("end_time", range, field)) : (null, null);
    }

    private DateTimeOffset? Time(string name, JsonElement range, string field)
    {
        if (!range.TryGetProperty(name, out var value)) return null;
        var at = WshotoReading.Time(range, name);
        rows.Add(at is null ? new($"{field}.{name}", SaysNothing(value) ? TargetingForm.Empty : TargetingForm.Odd) { Values = [value.GetRawText()] }
            : new($"{field}.{name}", TargetingForm.Time) { At = at, Values = [Written(value)] });
        return at;
    }

    private TargetingTags? Tags(string field)
    {
        if (Object(field, "operator", "tag_list") is not { } range) return null;
        int? code = null;
        if (range.TryGetProperty("operator", out var value))
        {
            code = range.Int("operator");
            var odd = value.ValueKind is JsonValueKind.Array or JsonValueKind.Object;
            rows.Add(new($"{field}.operator", odd ? TargetingForm.Odd : SaysNothing(value) ? TargetingForm.Empty : TargetingForm.Operator) { Values = [Written(value)] });
        }
        var tags = Items("tag_list", range, $"{field}.tag_list", x => TargetingLists.Items(x, TargetingFields.Tag));
        return tags.Count > 0 || code == 3 ? new(code, tags) : null;
    }

    private string? Sex()
    {
        if (!json.TryGetProperty("sex", out var value)) return null;
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
        {
            Leftover("sex", value);
            return null;
        }
        var code = Written(value).Trim();
        rows.Add(new("sex", code.Length == 0 ? TargetingForm.Empty : TargetingForm.Sex) { Values = [code] });
        return code.ToUpperInvariant() switch { "" or "ALL" => null, "UNKNOWN" => "UNKNOW", "M" or "F" or "UNKNOW" => code.ToUpperInvariant(), _ => code };
    }

    private TargetingAges? Ages()
    {
        if (!json.TryGetProperty("age_range", out var value)) return null;
        var text = value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? Written(value).Trim() : "";
        var ends = text.Split(['~', '～'], StringSplitOptions.TrimEntries);
        if (text.Length == 0 || ends.Length > 2 || ends.All(x => x.Length == 0) || !ends.All(x => x.Length == 0 || Year(x) is not null))
        {
            Leftover("age_range", value, narrowsNothing: value.ValueKind == JsonValueKind.String && ends.All(x => x.Length == 0));
            return null;
        }
        rows.Add(new("age_range", TargetingForm.Ages) { Values = [text] });
        return new(Year(ends[0]), Year(ends[^1]));
    }

    private bool Flag(string field)
    {
        if (!json.TryGetProperty(field, out var value)) return false;
        var yes = value.ValueKind == JsonValueKind.True || json.Text(field) is { } text && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase));
        if (yes || SaysNothing(value)) rows.Add(new(field, TargetingForm.Flag) { Values = [yes ? "true" : "false"] });
        else Leftover(field, value);
        return yes;
    }

    private IReadOnlyList<string> List(string field) => List(field, json, field);

    private IReadOnlyList<string> List(string name, JsonElement parent, string field)
    {
        if (!parent.TryGetProperty(name, out var value)) return [];
        var texts = TargetingLists.Texts(value);
        if (texts is null) Leftover(field, value);
        else rows.Add(new(field, texts.Count > 0 ? TargetingForm.List : TargetingForm.Empty) { Values = texts });
        return texts ?? [];
    }

    private IReadOnlyList<TargetingItem> Items(string name, JsonElement parent, string field, Func<JsonElement, IReadOnlyList<TargetingItem>?> read)
    {
        if (!parent.TryGetProperty(name, out var value)) return [];
        var items = read(value);
        if (items is null) Leftover(field, value);
        else rows.Add(new(field, items.Count > 0 ? TargetingForm.Items : TargetingForm.Empty) { Items = items });
        return items ?? [];
    }

    // The members of a nested range; what it holds beside those documented is noted as unknown.
    private JsonElement? Object(string field, params string[] known)
    {
        if (!json.TryGetProperty(field, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1) value = value[0];
        if (value.ValueKind != JsonValueKind.Object || !value.EnumerateObject().Any())
        {
            Leftover(field, value);
            return null;
        }
        foreach (var member in value.EnumerateObject())
            if (!known.Contains(member.Name)) unknown.Add(new($"{field}.{member.Name}", TargetingForm.Unknown) { Values = [member.Value.GetRawText()] });
        return value;
    }

    private void Leftover(string field, JsonElement value, bool narrowsNothing = false) =>
        rows.Add(new(field, narrowsNothing || SaysNothing(value) ? TargetingForm.Empty : TargetingForm.Odd) { Values = [value.GetRawText()] });

    private static bool SaysNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.String => value.GetString()!.Trim() is "" or "0" || value.GetString()!.Trim().Equals("false", StringComparison.OrdinalIgnoreCase),
        JsonValueKind.Number => value.GetRawText() == "0",
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };

    private static string Written(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static int? Year(string text) =>
        int.TryParse(text.TrimEnd('岁'), NumberStyles.AllowLeadingSign | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var year) ? year : null;
}
