using System.Security.Claims;
using System.Text.Json;
using Dashboard.Upstream;
using Dashboard.Upstream.Incs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Features.Tasks;

/// <summary>One task: its facts, its log, and where it came from.</summary>
public sealed partial class TaskPage(TaskQueries queries, TaskSync sync, MirrorFeed feed) : IDisposable
{
    private readonly CancellationTokenSource closed = new();
    private IDisposable? subscription;

    /// <summary>INCS task id.</summary>
    [Parameter] public long TaskId { get; set; }

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    private TaskDetails? Details { get; set; }

    private ClaimsPrincipal? User { get; set; }

    private bool Loaded { get; set; }

    private bool Refreshing { get; set; }

    private string? Problem { get; set; }

    private IReadOnlyList<IncsOrder> Orders =>
        Details?.Assignment?.OrdersJson is { } json ? JsonSerializer.Deserialize<List<IncsOrder>>(json) ?? [] : [];

    /// <inheritdoc/>
    public void Dispose()
    {
        subscription?.Dispose();
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive) subscription = feed.Subscribe(OnMirrorChanged);
        User = (await Authentication).User;
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        Problem = null;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        Details = await queries.FindAsync(TaskId, closed.Token);
        Loaded = true;
    }

    private async Task RefreshAsync()
    {
        Refreshing = true;
        Problem = null;
        try
        {
            if (!await sync.RefreshAsync(TaskId, closed.Token)) Problem = T["NotInIncs", TaskId];
            await LoadAsync();
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

    private void OnMirrorChanged(MirrorNews news)
    {
        // Without ids it is a pass that has ended, perhaps of another server, which names no tasks.
        if (news.TaskIds.Count > 0 && !news.TaskIds.Contains(TaskId)) return;
        _ = InvokeAsync(async () =>
        {
            if (closed.IsCancellationRequested) return;
            try
            {
                await LoadAsync();
                StateHasChanged();
            }
            catch (Exception e) when (!closed.IsCancellationRequested)
            {
                await DispatchExceptionAsync(e);
            }
        });
    }
}
