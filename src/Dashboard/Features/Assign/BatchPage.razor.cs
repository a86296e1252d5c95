using System.Globalization;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Features.Assign;

/// <summary>A batch: live progress, its assignments, and what a person may do with it.</summary>
public sealed partial class BatchPage(
    BatchQueries queries, BatchStore store, BatchProgressFeed feed, AuditTrail audit, IAuthorizationService authorization, TimeProvider time) : ComponentBase
{
    private static readonly TimeSpan RowsEvery = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource closed = new();
    private Batch? batch;
    private BatchProgress? progress;
    private AssignmentList rows = new(0, []);
    private IReadOnlyList<ReasonCount> reasons = [];
    private IDisposable? subscription;
    private ITimer? clock;
    private bool missing, busy, asking, overtaken, stale, reading;

    /// <summary>The batch.</summary>
    [Parameter] public long Id { get; set; }

    /// <summary>Only assignments in this state.</summary>
    [SupplyParameterFromQuery] public string? State { get; set; }

    /// <summary>Only assignments with this reason.</summary>
    [SupplyParameterFromQuery] public string? Reason { get; set; }

    /// <summary><c>-line</c> shows the last line first.</summary>
    [SupplyParameterFromQuery] public string? Sort { get; set; }

    /// <summary>Page of the assignments, from 1.</summary>
    [SupplyParameterFromQuery] public string? Page { get; set; }

    /// <summary>Who looks at it.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    [Inject] private LaneStatus Status { get; set; } = null!;

    private TimeProvider Time => time;

    private AssignmentFilter Filter => new(
        Enum.TryParse<AssignmentState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null,
        string.IsNullOrEmpty(Reason) ? null : Reason, Sort == "-line", QueryText.Page(Page));

    private string BrowserTitle => progress is { State: BatchState.Running or BatchState.Paused or BatchState.Stopped } x
        ? string.Create(CultureInfo.InvariantCulture, $"{x.Percent}% · {batch!.SheetName}") : batch!.SheetName;

    /// <inheritdoc/>
    public void Dispose()
    {
        subscription?.Dispose();
        clock?.Dispose();
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (batch?.Id != Id)
        {
            subscription?.Dispose();
            (subscription, progress, asking, overtaken) = (null, null, false, false);
            batch = await queries.FindAsync(Id, closed.Token);
            missing = batch is null;
            if (missing) return;
            progress = (await feed.ReadAsync([Id], closed.Token)).GetValueOrDefault(Id);
            subscription = feed.Subscribe(Id, OnProgress);
        }
        await ReadRowsAsync();
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender) return;
        clock = time.CreateTimer(_ => _ = InvokeAsync(OnSecondAsync), null, RowsEvery, RowsEvery);
    }

    private static string N(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private string Address(AssignmentState? state, string? reason = null, bool? descending = null, int page = 1) => Links.WithQuery(Links.Batch(Id),
    [
        new("state", state?.ToString().ToLowerInvariant()),
        new("reason", reason),
        new("sort", descending ?? Filter.Descending ? "-line" : null),
        new("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null),
    ]);

    private void OnProgress(BatchProgress news) => _ = InvokeAsync(async () =>
    {
        if (news.BatchId != Id || news == progress) return;
        // Rows are read once a second at most, and only when a number moved.
        stale |= progress is null || news with { PerSecond = null } != progress with { PerSecond = null };
        var ended = progress?.State == BatchState.Running && news.State != BatchState.Running;
        progress = news;
        StateHasChanged();
        // The last state of the rows is shown at once, beside the word that says so.
        if (ended) await OnSecondAsync();
    });

    private async Task OnSecondAsync()
    {
        if (closed.IsCancellationRequested || reading || batch is null) return;
        try
        {
            if (stale) await ReadRowsAsync();
            else if (progress?.State == BatchState.Running) StateHasChanged();
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private async Task ReadRowsAsync()
    {
        reading = true;
        stale = false;
        var left = closed.Token;
        try
        {
            rows = await queries.AssignmentsAsync(Id, Filter, left);
            reasons = await queries.ReasonsAsync(Id, left);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            stale = true;
        }
        finally
        {
            reading = false;
        }
    }

    private Task PauseAsync() => ActAsync("batch.pause", async () => await store.PauseAsync(Id));

    private Task ResumeAsync() => ActAsync("batch.resume", async () => await store.ResumeAsync(Id));

    private Task RetryAsync() => ActAsync("batch.retry", async () => await store.RetryAsync(Id) is not null, $"{progress!.Rejected} rejected");

    private Task CancelAsync() => ActAsync("batch.cancel", async () => await store.CancelAsync(Id) is not null, $"{progress!.Pending} pending");

    /// <summary>The button is hidden from a Viewer, and refused here as well. What can't be recorded is not done.</summary>
    private async Task ActAsync(string action, Func<Task<bool>> change, string? detail = null)
    {
        var user = (await Authentication).User;
        if (busy || !(await authorization.AuthorizeAsync(user, Policies.Manage)).Succeeded) return;
        busy = true;
        try
        {
            await audit.WriteAsync(user, Client.Address, action, string.Create(CultureInfo.InvariantCulture, $"batch {Id}"), detail, closed.Token);
            overtaken = !await change();
            asking = false;
            progress = (await feed.ReadAsync([Id], closed.Token)).GetValueOrDefault(Id, progress!);
            await ReadRowsAsync();
        }
        finally
        {
            busy = false;
        }
    }
}
