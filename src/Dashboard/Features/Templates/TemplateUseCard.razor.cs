using System.Globalization;
using Dashboard.Shared;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Templates;

/// <summary>How many tasks were assigned for a template, how they stand, and by which batches.</summary>
public sealed partial class TemplateUseCard(TemplateUse use) : LiveComponent
{
    private long? loaded;

    /// <summary>The template.</summary>
    [Parameter, EditorRequired] public required long TemplateId { get; set; }

    /// <summary>Whether links leave the frame that the page is shown in.</summary>
    [Parameter] public bool Embedded { get; set; }

    private IReadOnlyDictionary<int, int>? Tasks { get; set; }

    private IReadOnlyList<TemplateBatch>? Batches { get; set; }

    private int Total => Tasks?.Values.Sum() ?? 0;

    private string? Target => Embedded ? "_blank" : null;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (loaded == TemplateId) return;
        var asked = TemplateId;
        (loaded, Tasks, Batches) = (asked, null, null);
        // The index may still be loading: a page is not held up by it before it is interactive.
        if (!RendererInfo.IsInteractive) return;
        var (tasks, batches) = (await use.TasksAsync(asked, Closed), await use.BatchesAsync(asked, Closed));
        if (asked == TemplateId) (Tasks, Batches) = (tasks, batches);
    }

    private static string N(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private string Share(int count) => (100.0 * count / Math.Max(Total, 1)).ToString("0.##", CultureInfo.InvariantCulture);

    private string Address(int? status) =>
        Links.WithQuery(Links.Tasks, [new("template", TemplateId.ToString(CultureInfo.InvariantCulture)), new("status", status?.ToString(CultureInfo.InvariantCulture))]);
}
