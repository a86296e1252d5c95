using System.Globalization;
using Dashboard.Shared;
using Dashboard.Upstream.Wshoto;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Templates;

/// <summary>All of a template as a list of fields with words, for comparing.</summary>
/// <param name="texts">Words of the person's language.</param>
/// <param name="client">The person's zone.</param>
/// <param name="rules">Words of conditions.</param>
/// <param name="time">The clock.</param>
public sealed class TemplateFields(IStringLocalizer<TemplatesText> texts, ClientContext client, TargetingRowWords rules, TimeProvider time)
{
    /// <summary>The fields of a template, in the order of its page; each key is unique.</summary>
    public IReadOnlyList<TemplateField> Of(WshotoTemplateDetail template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return [.. Facts(template), .. Message(template), .. Explanation(template), .. Targeting(template), .. Others(template)];
    }

    private IEnumerable<TemplateField> Facts(WshotoTemplateDetail x) =>
    [
        Fact("template_name", "Name", x.Name, isText: true), Fact("status", "Status", Word("Status", x.Status)), Fact("error_info", "ErrorInfoTitle", x.ErrorInfo, isText: true), Fact("template_type", "Type", Word("Type", x.Type)),
        Fact("priority", "Priority", Word("Priority", x.Priority)), Fact("source", "Source", Word("Source", x.Source)), Fact("delay_type", "SendMode", Word("Delay", x.DelayType)),
        Fact("task_mode", "TaskMode", Word("Mode", x.TaskMode)), Fact("task_ext_type", "ExtType", x.ExtType?.ToString(CultureInfo.InvariantCulture) ?? ""), Fact("create_user_id", "Creator", x.Creator),
        Fact("create_time", "Created", Time(x.CreatedAt)), Fact("update_time", "Updated", Time(x.UpdatedAt)), Fact("send_time", "Sends", Time(x.SendsAt)), Fact("end_time", "Ends", Time(x.EndsAt)),
    ];

    private IEnumerable<TemplateField> Message(WshotoTemplateDetail x) =>
    [
        new(TemplateSection.Message, "verbal_title", texts["ScriptTitle"], x.ScriptTitle, IsText: true),
        new(TemplateSection.Message, "verbal_type", texts["ScriptTypeLabel"], x.ScriptType?.ToString(CultureInfo.InvariantCulture) ?? ""),
        .. Materials(TemplateSection.Message, x.Materials),
    ];

    private IEnumerable<TemplateField> Explanation(WshotoTemplateDetail x) =>
        [new(TemplateSection.Explanation, "explain", texts["ExplanationText"], x.Explanation, IsText: true), .. Materials(TemplateSection.Explanation, x.ExplanationMaterials)];

    private IEnumerable<TemplateField> Targeting(WshotoTemplateDetail x)
    {
        yield return new(TemplateSection.Targeting, "filter_type", texts["FilterType"], Word("Filter", x.FilterType));
        var read = TargetingReader.Read(x.FilterRangeInfo, x.FilterType, time.GetUtcNow());
        if (!read.Readable)
        {
            yield return new(TemplateSection.Targeting, "filter_range_info", texts["RawText"], read.Raw ?? "", IsText: true);
            yield break;
        }
        foreach (var row in read.Rows.DistinctBy(r => r.Field))
            yield return new(TemplateSection.Targeting, row.Field, row.Form == TargetingForm.Unknown ? row.Field : rules.Label(row), rules.Whole(row), IsText: true);
    }

    private static IEnumerable<TemplateField> Others(WshotoTemplateDetail x) =>
        x.Unread.DistinctBy(u => u.Key).Select(u => new TemplateField(TemplateSection.Other, "other:" + u.Key, u.Key, u.Value, IsText: true));

    private IEnumerable<TemplateField> Materials(TemplateSection section, IReadOnlyList<WshotoMaterial> materials)
    {
        if (materials.Count > 1)
            yield return new(section, $"{section}:order", texts["MaterialOrder"], string.Join(", ", materials.Select(Name)), IsText: true);
        var seen = new Dictionary<string, int>();
        foreach (var material in materials)
        {
            // The same material may stand twice.
            var name = Name(material);
            var times = seen[name] = seen.GetValueOrDefault(name) + 1;
            yield return new(section, $"{section}:{name}:{times}", texts["MaterialNumber", name], string.Join(" · ", Words(material)), IsText: true);
        }
    }

    private static string Name(WshotoMaterial material) => material.Id != 0 || material.Uuid.Length == 0 ? material.Id.ToString(CultureInfo.InvariantCulture) : material.Uuid;

    private IEnumerable<string> Words(WshotoMaterial x)
    {
        yield return Word("Material", x.Type);
        if (x.Type == 12 || x.ChildType is not (null or 0)) yield return Word("Activity", x.ChildType);
        yield return Word("SendForm", x.SendType);
        if (x.IsPoster) yield return texts["PosterMark"];
        if (x.Uuid.Length > 0) yield return $"uuid {x.Uuid}";
        if (x.CombinationId.Length > 0) yield return $"{texts["Combination"]} {x.CombinationId}";
        if (x.PackageConfigId.Length > 0) yield return $"{texts["Package"]} {x.PackageConfigId}";
        foreach (var (name, raw) in x.Others) yield return name.Length > 0 ? $"{name}: {raw}" : raw;
    }

    private TemplateField Fact(string key, string label, string value, bool isText = false) => new(TemplateSection.Facts, key, texts[label], value, isText);

    private string Word(string kind, int? number) => texts.Word(kind, number);

    private string Time(DateTimeOffset? at) => at is { } instant ? client.Local(instant).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "–";
}
