using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Features.Settings;

/// <summary>What the last full check of the mirror found, and a button for another.</summary>
public sealed partial class MirrorCheckCard(MirrorCheckQueries queries, AuditTrail audit, IAuthorizationService authorization, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource closed = new();

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private SyncState? State { get; set; }

    private bool Loaded { get; set; }

    private bool IsRunning => State is { CheckStartedAt: { } began } && !(State.CheckedAt >= began);

    private bool IsAsked => State is { CheckAskedAt: { } asked } && !(State.CheckStartedAt >= asked);

    /// <inheritdoc/>
    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        if (RendererInfo.IsInteractive) _ = WatchAsync();
    }

    private async Task LoadAsync() => (State, Loaded) = (await queries.FindAsync(closed.Token), true);

    private async Task WatchAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(LookEvery, time);
            while (await timer.WaitForNextTickAsync(closed.Token))
            {
                await LoadAsync();
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (Exception e) when (!closed.IsCancellationRequested)
        {
            await DispatchExceptionAsync(e);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task AskAsync()
    {
        var user = (await Authentication).User;
        // The role may have changed since the page was opened.
        if (!await authorization.MayAsync(user, Policies.Administer)) return;
        if (await queries.AskAsync(CancellationToken.None)) await audit.WriteAsync(user, Client.Address, "tasks.check", cancellationToken: CancellationToken.None);
        await LoadAsync();
    }
}
