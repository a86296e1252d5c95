using Dashboard.Upstream;
using Dashboard.Upstream.Wshoto;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Features.Templates;

/// <summary>One employee's targets: which were followed, and when.</summary>
public sealed partial class TargetsPanel(ExecutionQueries queries)
{
    private (long Template, string User) asked;
    private ElementReference title;

    /// <summary>The template.</summary>
    [Parameter, EditorRequired] public required long TemplateId { get; set; }

    /// <summary>The employee.</summary>
    [Parameter, EditorRequired] public required string UserId { get; set; }

    /// <summary>How far the employee is; null where the list does not have them.</summary>
    [Parameter] public WshotoEmployee? Employee { get; set; }

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public required ExecutionState State { get; set; }

    /// <summary>Who stands before in the list, or null.</summary>
    [Parameter] public string? Previous { get; set; }

    /// <summary>Who stands after in the list, or null.</summary>
    [Parameter] public string? Next { get; set; }

    /// <summary>Whether the title gets the focus when it opens.</summary>
    [Parameter] public bool TakesFocus { get; set; }

    /// <summary>Shows something else of the same employee.</summary>
    [Parameter] public EventCallback<ExecutionState> OnChange { get; set; }

    /// <summary>Shows another employee.</summary>
    [Parameter] public EventCallback<string> OnStep { get; set; }

    /// <summary>Asks for another try.</summary>
    [Parameter] public EventCallback OnRetry { get; set; }

    /// <summary>Closes the targets.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    private ExecutionList<WshotoTarget>? Targets { get; set; }

    private UpstreamException? Problem { get; set; }

    private IReadOnlyList<WshotoTarget> Matches { get; set; } = [];

    // An old link may name a page that is gone.
    private int Page => Math.Clamp(State.Targets, 1, Math.Max(1, (Matches.Count + ExecutionState.PageSize - 1) / ExecutionState.PageSize));

    /// <summary>Reads the targets again.</summary>
    public async Task LoadAsync()
    {
        var wanted = (TemplateId, UserId);
        var (targets, problem) = (Targets, (UpstreamException?)null);
        Problem = null;
        try
        {
            targets = await queries.TargetsAsync(TemplateId, UserId, Closed);
        }
        catch (UpstreamException e)
        {
            problem = e;
        }
        // A slow answer must not stand under a name that was opened after it.
        if (wanted != asked) return;
        (Targets, Problem) = (targets, problem);
        Choose();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        Choose();
        if (asked == (TemplateId, UserId)) return Task.CompletedTask;
        (asked, Targets) = ((TemplateId, UserId), null);
        return LoadAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && TakesFocus) await title.FocusAsync();
    }

    private void Choose() => Matches = Targets is null ? [] : [.. Targets.Records.Where(x => State.Follow is null || x.Status == State.Follow)];

    private Task StepAsync(string? user) => user is null ? Task.CompletedTask : OnStep.InvokeAsync(user);

    private Task OnKey(KeyboardEventArgs e) => e.Key == "Escape" ? OnClose.InvokeAsync() : Task.CompletedTask;
}
