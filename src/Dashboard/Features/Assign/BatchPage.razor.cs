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
    BatchQueries queries, BatchStore store, BatchProgressFeed feed, AuditTrail audit, IAuthorizationService authorization, NavigationManager navigation,
    TimeProvider time) : ComponentBase
{
    private static readonly TimeSpan RowsEvery = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource closed = new();
    private Batch? batch;
    private BatchProgress? progress;
    private AssignmentList rows = new(0, []);
    private IReadOnlyList<ReasonCount> reasons = [];
    private AssignmentDetails? details;
    private int candidates;
    private IDisposable? subscription;
    private ITimer? clock;
    private bool missing, busy, asking, overtaken, stale, reading;

    /// <summary>The batch.</summary>
    [Parameter] public long Id { get; set; }

    /// <summary>Whether it is shown in a frame of another site: only to look at, and links to other pages leave the frame.</summary>
    [Parameter] public bool Embedded { get; set; }

    /// <summary>Only assignments in this state.</summary>
    [SupplyParameterFromQuery] public string? State { get; set; }

    /// <summary>Only assignments with this reason.</summary>
    [SupplyParameterFromQuery] public string? Reason { get; set; }

    /// <summary><c>-line</c> shows the last line first.</summary>
    [SupplyParameterFromQuery] public string? Sort { get; set; }

    /// <summary>Page of the assignments, from 1.</summary>
    [SupplyParameterFromQuery] public string? Page { get; set; }

    /// <summary>Key of the assignment whose panel is open.</summary>
    [SupplyParameterFromQuery] public string? Row { get; set; }

    /// <summary>Who looks at it.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>What this page shows of phones and amounts.</summary>
    [CascadingParameter] public PersonalSight Sight { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    [Inject] private LaneStatus Status { get; set; } = null!;

    [Inject] private Reconciler Reconciler { get; set; } = null!;

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

    private string Address(AssignmentState? state, string? reason = null, bool? descending = null, int page = 1) => Links.WithQuery(Embedded ? Links.EmbedBatch(Id) : Links.Batch(Id),
    [
        new("state", state?.ToString().ToLowerInvariant()),
        new("reason", reason),
        new("sort", descending ?? Filter.Descending ? "-line" : null),
        new("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null),
    ]);

    private string RowAddress(long? assignment) => navigation.GetUriWithQueryParameter("row", assignment);

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
            else if (progress is { State: BatchState.Running } or { Unknown: > 0 }) StateHasChanged();
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
            details = QueryText.Number(Row) is { } row ? await queries.DetailsAsync(Id, row, left) : null;
            candidates = progress is { Held: > 0 } ? await queries.CandidatesAsync(Id, left) : 0;
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
}
