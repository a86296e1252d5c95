using System.Security.Claims;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Assign;

/// <summary>A sheet, from choosing it to confirming it. The draft stands in the address, so that a reload or another tab goes on with it.</summary>
public sealed partial class AssignPage(
    SheetQueries queries, SheetChecks checks, MappingMemory memory, BatchStore batches, AuditTrail audit, IAuthorizationService authorization, NavigationManager navigation, TimeProvider time,
    IStringLocalizer<SheetText> texts) : IDisposable
{
    private static readonly string[] StepNames = ["StepChoose", "StepColumns", "StepReview"];
    private static readonly TimeSpan Repaint = TimeSpan.FromMilliseconds(200);
    private readonly CancellationTokenSource closed = new();
    private bool confirming;
    private long? shown;

    /// <summary>Id of the draft.</summary>
    [SupplyParameterFromQuery(Name = "sheet")] public string? SheetText { get; set; }

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private long? Sheet => QueryText.Number(SheetText);

    private Batch? Draft { get; set; }

    private bool Loaded { get; set; }

    private RunningSheetCheck? Running { get; set; }

    private string? Problem { get; set; }

    private bool ChangingColumns { get; set; }

    private bool Changed { get; set; }

    private int Step => Sheet is null ? 0 : Draft?.CheckedAt is null || ChangingColumns ? 1 : 2;

    /// <inheritdoc/>
    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Sheet == shown) return;
        shown = Sheet;
        (Draft, Running, Problem, Loaded, ChangingColumns, Changed, confirming) = (null, null, null, false, false, false, false);
        if (Sheet is not { } id) return;
        await LoadAsync(id);
        if (Sheet != id) return;
        if (Draft is { State: not BatchState.Draft }) navigation.NavigateTo(Links.Batch(id), replace: true);
        else if (checks.Find(id) is { } running && RendererInfo.IsInteractive) await FollowAsync(id, running);
    }

    private string? BrowserTitle => Running is { } running ? $"{(int)(running.Progress.Share * 100)} % · {texts["Title"]}" : null;

    private async Task LoadAsync(long id)
    {
        var found = await queries.FindAsync(id, closed.Token);
        // Another sheet may have been chosen meanwhile: its page is not overwritten.
        if (Sheet != id) return;
        Draft = found;
        Loaded = true;
    }

    private void ChangeColumns() => ChangingColumns = true;

    private async Task CheckAsync(ColumnChoice choice)
    {
        if (Draft is not { } draft || await ManagerAsync() is not { } user) return;
        ChangingColumns = false;
        var headers = SheetQueries.Headers(draft);
        if (await memory.SaveAsync(headers, choice.Mapping, choice.Name, user.AccountName(), CancellationToken.None) is { } before)
            await audit.WriteAsync(user, Client.Address, "mapping.rename", $"sheet {draft.Id}", $"{before} → {choice.Name}", CancellationToken.None);
        await FollowAsync(draft.Id, checks.Start(draft.Id, choice.Mapping));
    }

    private async Task FollowAsync(long id, RunningSheetCheck running)
    {
        Running = running;
        (Problem, Changed) = (null, false);
        while (!running.Done.IsCompleted && Sheet == id && !closed.IsCancellationRequested)
        {
            StateHasChanged();
            await Task.WhenAny(running.Done, Task.Delay(Repaint, closed.Token));
        }
        if (closed.IsCancellationRequested || Sheet != id) return;
        Running = null;
        Problem = running.Refused is { } refused ? refused.Text(texts) : running.Failed ? texts["CheckFailed"].Value : null;
        await LoadAsync(id);
    }

    private async Task ConfirmAsync(StartOptions start)
    {
        if (confirming || Draft is not { } draft || await ManagerAsync() is not { } user) return;
        confirming = true;
        if (await batches.ConfirmAsync(draft.Id, user.AccountName(), start, closed.Token))
        {
            // What was confirmed is recorded even if the page closes at this moment.
            await audit.WriteAsync(user, Client.Address, "batch.confirm", $"batch {draft.Id}",
                start.Detail(draft), CancellationToken.None);
        }
        // Another tab or person was quicker: the batch's page shows what came of it. But a draft that was changed meanwhile is looked at again.
        await LoadAsync(draft.Id);
        confirming = false;
        Changed = Draft is { State: BatchState.Draft };
        if (Changed) StateHasChanged();
        else navigation.NavigateTo(Links.Batch(draft.Id));
    }

    // The role may have changed since the page was opened.
    private async Task<ClaimsPrincipal?> ManagerAsync()
    {
        var user = (await Authentication).User;
        return await authorization.MayAsync(user, Policies.Manage) ? user : null;
    }
}
