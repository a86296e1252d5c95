using System.Globalization;
using Dashboard.Shared;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Features.Assign;

/// <summary>All sheets and batches, newest first.</summary>
public sealed partial class BatchesPage(BatchQueries queries, BatchProgressFeed feed, TimeProvider time) : ComponentBase, IDisposable
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource closed = new();
    private BatchList? list;
    private ITimer? clock;

    /// <summary>Page, from 1.</summary>
    [SupplyParameterFromQuery] public string? Page { get; set; }

    private int CurrentPage => QueryText.Page(Page);

    /// <inheritdoc/>
    public void Dispose()
    {
        clock?.Dispose();
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync() => list = await queries.ListAsync(CurrentPage, closed.Token);

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) clock = time.CreateTimer(_ => _ = InvokeAsync(OnTickAsync), null, ReadEvery, ReadEvery);
    }

    private static string N(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string Address(int page) =>
        Links.WithQuery(Links.Batches, [new("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null)]);

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
        var moving = list.Rows.Where(x => x.Progress is { State: Data.BatchState.Running } or { Sending: > 0 }).Select(x => x.Batch.Id).ToArray();
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
