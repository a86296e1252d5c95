using System.Text.Json;

namespace Dashboard.Features.Templates;

/// <summary>Reads <c>filter_range_info</c> (source: the Wshoto seed's tables). It never fails: what it can't read is kept raw.</summary>
public static class TargetingReader
{
    /// <summary>Reads the text of a template.</summary>
    /// <param name="text">The text; null when the template has none.</param>
    /// <param name="filterType">The template's <c>filter_type</c>, which says which members count; null when unknown.</param>
    /// <param name="now">The present, for conditions that lie in the future; null leaves those alone.</param>
    public static Targeting Read(string? text, int? filterType = null, DateTimeOffset? now = null)
    {
        if (string.IsNullOrWhiteSpace(text)) return new(new(), [], [new("Missing")], null, false);
        try
        {
            if (TargetingJson.Parse(text) is not { } json) return new(new(), [], [], text, false);
            return Members(json) is { } members ? Read(members, TargetingJson.Pretty(json), filterType, now) : new(new(), [], [], TargetingJson.Pretty(json), false);
        }
        // Half of a surrogate pair, which JSON can spell and no text can hold.
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return new(new(), [], [], text, false);
        }
    }

    private static Targeting Read(JsonElement json, string raw, int? filterType, DateTimeOffset? now)
    {
        var walk = new TargetingWalk(json);
        var conditions = walk.Read();
        string[] twice = [.. json.EnumerateObject().GroupBy(x => x.Name).Where(x => x.Count() > 1).Select(x => x.Key)];
        return new(conditions, walk.Rows, [.. TargetingDoubts.Find(conditions, walk.Rows, twice, filterType, now)], raw, true);
    }

    // Such back ends write an empty object as [], and one object as a list of one.
    private static JsonElement? Members(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json,
        JsonValueKind.Array when json.GetArrayLength() == 0 => JsonElement.Parse("{}"),
        JsonValueKind.Array when json.GetArrayLength() == 1 && json[0].ValueKind == JsonValueKind.Object => json[0],
        _ => null,
    };
}
