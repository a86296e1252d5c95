using System.Globalization;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Overview;

/// <summary>The day at a glance. Every figure leads to its tasks.</summary>
public sealed partial class OverviewPage(OverviewQueries queries, TimeProvider time) : IDisposable
{
    private static readonly int[] Ranges = [7, 14, 30];
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(15);
    private readonly CancellationTokenSource closed = new();
    private ITimer? clock;

    /// <summary>How many days, today included: 7, 14 or 30. A text, because Blazor throws on a number that is none.</summary>
    [SupplyParameterFromQuery(Name = "days")] public string? Days { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private OverviewFigures? Figures { get; set; }

    private int Range => int.TryParse(Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && Ranges.Contains(days) ? days : Ranges[1];

    private DayFigures Today => Figures!.Days[^1];

    /// <inheritdoc/>
    public void Dispose()
    {
        clock?.Dispose();
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => LoadAsync();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) clock = time.CreateTimer(_ => _ = InvokeAsync(RefreshAsync), null, ReadEvery, ReadEvery);
    }

    private static string N(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string TasksWith(int status) => Links.WithQuery(Links.Tasks, [new("status", status.ToString(CultureInfo.InvariantCulture)), new("sort", "-updated")]);

    private static string Share(BatchFigures figures, AssignmentState state) =>
        (100.0 * figures.Of(state) / Math.Max(figures.Total, 1)).ToString("0.##", CultureInfo.InvariantCulture);

    private static string TasksOf(DateOnly from, DateOnly to) => Links.WithQuery(Links.Tasks,
        [new("from", from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), new("to", to.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))]);

    private string Against(int yesterday) => T["Yesterday", N(yesterday)];

    private async Task LoadAsync() => Figures = await queries.ReadAsync(Range, Client.Zone, closed.Token);

    private async Task RefreshAsync()
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
    }
}
