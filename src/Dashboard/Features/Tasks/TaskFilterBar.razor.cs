using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Tasks;

/// <summary>The filters of the task grid. Each change is a new address.</summary>
public sealed partial class TaskFilterBar
{
    /// <summary>The filter as it stands in the address.</summary>
    [Parameter, EditorRequired] public required TaskFilter Filter { get; set; }

    /// <summary>Suggestions for the assignee.</summary>
    [Parameter] public IReadOnlyList<string> Assignees { get; set; } = [];

    // What has no field of its own here, but came by a link.
    private IEnumerable<(string Label, TaskFilter Without)> Extra
    {
        get
        {
            var all = Filter with { Page = 1 };
            if (Filter.Search is { Length: > 0 } search) yield return ($"“{search}”", all with { Search = null });
            if (Filter.Batch is { } batch) yield return (T["BatchNumber", batch], all with { Batch = null });
            if (Filter.Template is { } template) yield return (T["TemplateNumber", template.ToString(CultureInfo.InvariantCulture)], all with { Template = null });
            if (Filter.AuthId is { } auth) yield return ($"auth_id {auth}", all with { AuthId = null });
            if (Filter.CreationId is { } creation) yield return ($"creation_id {creation}", all with { CreationId = null });
        }
    }

    private string Toggled(int status) =>
        (Filter with { Statuses = [.. Filter.Statuses.Contains(status) ? Filter.Statuses.Where(x => x != status) : Filter.Statuses.Append(status).Order()], Page = 1 }).Address();

    private void Go(TaskFilter filter) => Navigation.NavigateTo((filter with { Page = 1 }).Address());
}
