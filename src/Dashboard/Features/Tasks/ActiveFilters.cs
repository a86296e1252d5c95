using Dashboard.Shared;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Tasks;

/// <summary>The filters that are set, in words, each with the filter that remains without it.</summary>
public static class ActiveFilters
{
    /// <summary>Those that have no field anywhere, but came by a link.</summary>
    public static IEnumerable<(string Label, TaskFilter Without)> WithoutField(TaskFilter filter, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(texts);
        var all = filter with { Page = 1 };
        foreach (var status in filter.Statuses.Except(TaskStatuses.All)) yield return (TaskLook.Word(status, texts), all with { Statuses = [.. filter.Statuses.Where(x => x != status)] });
        if (Text(filter.Search) is { } search) yield return ($"“{search}”", all with { Search = null });
        if (filter.OpenShorter is { } span) yield return (texts["OpenShorterChip", FilterSpan.Words(span, texts)], all with { OpenShorter = null });
        if (!filter.Remarked.IsAny) yield return (texts["RemarkedChip", Days(filter.Remarked, texts)], all with { Remarked = DayRange.Any });
        if (filter.Ids.Count > 0) yield return (filter.Ids.Count == 1 ? texts["OneSelectedTask"] : texts["SelectedTasks", filter.Ids.Count], all with { Ids = [] });
    }

    /// <summary>Those whose fields are behind “More filters”.</summary>
    public static IEnumerable<(string Label, TaskFilter Without)> OfMore(TaskFilter filter, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(texts);
        var all = filter with { Page = 1 };
        if (Text(filter.LogText) is { } log) yield return (texts["LogTextChip", log], all with { LogText = null });
        if (filter.Template is { } template) yield return (texts["TemplateNumber", QueryText.Of(template)!], all with { Template = null });
        if (filter.TaskId is { } task) yield return (texts["TaskNumber", task], all with { TaskId = null });
        if (filter.AuthId is { } auth) yield return ($"auth_id {auth}", all with { AuthId = null });
        if (filter.CreationId is { } creation) yield return ($"creation_id {creation}", all with { CreationId = null });
        if (filter.Batch is { } batch) yield return (texts["BatchNumber", batch], all with { Batch = null });
        if (filter.OpenLonger is { } open) yield return (texts["OpenLongerChip", FilterSpan.Words(open, texts)], all with { OpenLonger = null });
        if (filter.QuietLonger is { } quiet) yield return (texts["QuietLongerChip", FilterSpan.Words(quiet, texts)], all with { QuietLonger = null });
        if (!filter.Updated.IsAny) yield return (texts["UpdatedChip", Days(filter.Updated, texts)], all with { Updated = DayRange.Any });
    }

    /// <summary>How many of the fields that always show are set, besides the statuses.</summary>
    public static int CountOfUsual(TaskFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return new[] { filter.Assignee, filter.Name, filter.Phone }.Count(x => Text(x) is not null) + (filter.Created.IsAny ? 0 : 1);
    }

    private static string Days(DayRange days, IStringLocalizer texts) =>
        days.Preset is { } preset ? texts[$"Range_{preset}"] : $"{QueryText.Of(days.From)} – {QueryText.Of(days.To)}".Trim();

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
