using Dashboard.Upstream;

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
        if (TargetingJson.Parse(text) is not { } json) return new(new(), [], [], text, false);
        var raw = JsonText.Pretty(json.GetRawText());
        if (TargetingJson.Conditions(json) is not { } members) return new(new(), [], [], raw, false);
        var walk = new TargetingWalk(members);
        var conditions = walk.Read();
        string[] twice = [.. members.EnumerateObject().GroupBy(x => x.Name).Where(x => x.Count() > 1).Select(x => x.Key)];
        return new(conditions, walk.Rows, [.. TargetingDoubts.Find(conditions, walk.Rows, twice, filterType, now)], raw, true);
    }
}
