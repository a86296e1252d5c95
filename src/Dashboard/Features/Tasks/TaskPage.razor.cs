using System.Text.Json;
using Dashboard.Auth;
using Dashboard.Upstream;
using Dashboard.Upstream.Incs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Features.Tasks;

/// <summary>One task: its facts, its log, and where it came from.</summary>
public sealed partial class TaskPage(TaskQueries queries, TaskSync sync, TaskLive live, IAuthorizationService authorization)
{
    private IDisposable? subscription;

    /// <summary>INCS task id.</summary>
    [Parameter] public long TaskId { get; set; }

    /// <summary>Whether it is shown in a frame of another site: links to other pages leave the frame.</summary>
    [Parameter] public bool Embedded { get; set; }

    /// <summary>Who looks at it.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    private TaskDetails? Details { get; set; }

    private bool Loaded { get; set; }

    private bool Refreshing { get; set; }

    private string? Problem { get; set; }

    // What a refresh brought.
    private string? Result { get; set; }

    private IReadOnlyList<IncsOrder> Orders =>
        Details?.Assignment?.OrdersJson is { } json ? JsonSerializer.Deserialize<List<IncsOrder>>(json) ?? [] : [];

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        subscription?.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive) subscription = live.Subscribe(OnNews);
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        (Problem, Result) = (null, null);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        Details = await queries.FindAsync(TaskId, Closed);
        Loaded = true;
    }

    private async Task RefreshAsync()
    {
        if (!await authorization.MayAsync(Authentication, Policies.View)) return;
        Refreshing = true;
        (Problem, Result) = (null, null);
        var before = Seen();
        try
        {
            if (await sync.RefreshAsync(TaskId, Closed))
            {
                await LoadAsync();
                Result = T[before is null ? "ReadFound" : before.Equals(Seen()) ? "ReadSame" : "ReadChanged"];
            }
            else
            {
                Problem = T["NotInIncs", TaskId];
            }
        }
        catch (UpstreamException e)
        {
            Problem = e.Message;
        }
        finally
        {
            Refreshing = false;
        }
    }

    // What would look otherwise if the task had changed.
    private object? Seen() => Details?.Task is { } x ? (x.Status, x.UpdatedAt, x.Name, x.Description, x.UserName, x.AssigneeUsername, x.ConversationId, x.Logs.Count) : null;

    private void OnNews(TaskNews news)
    {
        if (news.Changes.Any(x => x.After.Id == TaskId)) Later(LoadAsync);
    }
}
