using System.Globalization;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Radzen;

namespace Dashboard.Features.Assign;

/// <summary>All sheets and batches, newest first.</summary>
public sealed partial class BatchesPage(
    BatchQueries queries, BatchProgressFeed feed, Retention retention, AuditTrail audit, IAuthorizationService authorization, IStringLocalizer<BatchText> texts, TimeProvider time)
    : ComponentBase, IDisposable
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource closed = new();
    private BatchList? list;
    private ITimer? clock;
    private Batch? asking;
    private bool busy;

    /// <summary>Page, from 1.</summary>
    [SupplyParameterFromQuery] public string? Page { get; set; }

    /// <summary>Only some of them: a <see cref="BatchGroup"/> in small letters.</summary>
    [SupplyParameterFromQuery] public string? Show { get; set; }

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private int CurrentPage => QueryText.Page(Page);

    private BatchGroup Group => Enum.TryParse<BatchGroup>(Show, ignoreCase: true, out var group) && Enum.IsDefined(group) ? group : BatchGroup.All;

    /// <inheritdoc/>
    public void Dispose()
    {
        clock?.Dispose();
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync() => list = await queries.ListAsync(Group, CurrentPage, closed.Token);

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) clock = time.CreateTimer(_ => _ = InvokeAsync(OnTickAsync), null, ReadEvery, ReadEvery);
    }

    private static string N(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string Address(BatchGroup group, int page) => Links.WithQuery(Links.Batches,
    [
        new("show", group == BatchGroup.All ? null : QueryText.Lower(group.ToString())),
        new("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null),
    ]);

    private string DraftState(Batch draft)
    {
        if (draft.CheckedAt is null) return texts["DraftUnchecked"];
        return draft.ErrorLineCount > 0 ? texts["DraftErrors", N(draft.AssignmentCount), N(draft.ErrorLineCount)] : texts["DraftReady", N(draft.AssignmentCount)];
    }

    // The button is hidden from a Viewer, and refused here as well. What can't be recorded is not done.
    private async Task DiscardAsync()
    {
        var user = (await Authentication).User;
        if (busy || asking is not { } draft || !await authorization.MayAsync(user, Policies.Manage)) return;
        busy = true;
        try
        {
            await audit.WriteAsync(user, Client.Address, "sheet.discard", string.Create(CultureInfo.InvariantCulture, $"batch {draft.Id}"), draft.SheetName, closed.Token);
            await retention.DiscardAsync(draft.Id, closed.Token);
            asking = null;
            list = await queries.ListAsync(Group, CurrentPage, closed.Token);
        }
        finally
        {
            busy = false;
        }
    }

    private static void OnRow(RowRenderEventArgs<BatchRow> e)
    {
        if (e.Data is not { } row) return;
        e.Attributes["data-testid"] = "batch-row";
        e.Attributes["data-batch-id"] = row.Batch.Id;
        e.Attributes["data-state"] = row.Batch.State.ToString();
    }

    /// <summary>Only the numbers of what is still moving are read again, in one query.</summary>
    private async Task OnTickAsync()
    {
        if (closed.IsCancellationRequested || list is null) return;
        var moving = list.Rows.Where(x => x.Progress is { State: BatchState.Running } or { Sending: > 0 }).Select(x => x.Batch.Id).ToArray();
        if (moving.Length == 0) return;
        var left = closed.Token;
        try
        {
            var news = await feed.ReadAsync(moving, left);
            foreach (var row in list.Rows)
                if (news.TryGetValue(row.Batch.Id, out var progress)) row.Batch.State = progress.State;
            list = list with { Rows = [.. list.Rows.Select(x => news.TryGetValue(x.Batch.Id, out var progress) ? x with { Progress = progress } : x)] };
            StateHasChanged();
        }
        catch (Exception e) when (!left.IsCancellationRequested)
        {
            await DispatchExceptionAsync(e);
        }
    }
}
