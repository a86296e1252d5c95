using System.Data.Common;
using System.Globalization;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Dashboard.Features.Overview;

/// <summary>How the work goes. Every figure leads to its tasks; range and filter stand in the address.</summary>
public sealed partial class OverviewPage(
    OverviewQueries queries, NavigationManager navigation, IOptions<TasksOptions> options, TimeProvider time, ILogger<OverviewPage> log) : IDisposable
{
    private const int MostStale = 8;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookWhileReading = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource closed = new();
    private ITimer? clock;
    private bool loading;

    /// <summary>Any of the address's parameters: the page reads them all, and hears of a change by these.</summary>
    [SupplyParameterFromQuery(Name = "days")] public string? Days { get; set; }

    /// <inheritdoc cref="Days"/>
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }

    /// <inheritdoc cref="Days"/>
    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }

    /// <inheritdoc cref="Days"/>
    [SupplyParameterFromQuery(Name = "assignee")] public string? Assignee { get; set; }

    /// <inheritdoc cref="Days"/>
    [SupplyParameterFromQuery(Name = "auth_id")] public string? AuthId { get; set; }

    /// <inheritdoc cref="Days"/>
    [SupplyParameterFromQuery(Name = "template")] public string? Template { get; set; }

    /// <inheritdoc cref="Days"/>
    [SupplyParameterFromQuery(Name = "batch")] public string? Batch { get; set; }

    /// <inheritdoc cref="Days"/>
    [SupplyParameterFromQuery(Name = "sort")] public string? Sort { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    /// <summary>What this page shows of phones and amounts.</summary>
    [CascadingParameter] public PersonalSight Sight { get; set; }

    private OverviewFilter Filter { get; set; } = new();

    private DaySpan Span => queries.Span(Filter, Client.Zone);

    private OverviewFigures? Figures { get; set; }

    private bool Failed { get; set; }

    private int StaleHours => options.Value.StaleAfterHours;

    private IReadOnlyList<string> Suggestions => [.. (Figures?.Tasks.Assignees ?? []).Select(x => x.Assignee).Order(StringComparer.Ordinal).Take(200)];

    private IReadOnlyList<BarList.Bar> Ages => [.. Figures!.Tasks.OpenByAge.Select((x, i) => new BarList.Bar(T[$"Age_{i}"], x, Figures.Links.OpenOfAge(i)))];

    private IReadOnlyList<BarList.Bar> StaleBars =>
    [
        .. Figures!.Tasks.Assignees.Where(x => x.Stale > 0).OrderByDescending(x => x.Stale).ThenBy(x => x.Assignee, StringComparer.Ordinal).Take(MostStale)
            .Select(x => new BarList.Bar(x.Assignee, x.Stale, Figures.Links.StaleBy(x.Assignee))),
    ];

    private IReadOnlyList<BarList.Bar> Reasons => [.. Figures!.Journal.Rejections.Select(ReasonBar)];

    /// <inheritdoc/>
    public void Dispose()
    {
        clock?.Dispose();
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        Filter = OverviewFilter.Read(navigation.Uri);
        // A page that is sent at once shows how far the reading is, instead of waiting for it.
        if (queries.Loaded >= 1) await LoadAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        var every = Figures is null ? LookWhileReading : LookEvery;
        clock = time.CreateTimer(_ => _ = InvokeAsync(LookAsync), null, every, every);
        if (Figures is not null) return;
        await LookAsync();
        clock.Change(LookEvery, LookEvery);
    }

    private static string N(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string RejectedOf(ReasonFigures reason) => Links.WithQuery(Links.Batch(reason.NewestBatch), [new("state", "rejected"), new("reason", reason.Reason)]);

    private BarList.Bar ReasonBar(ReasonFigures reason)
    {
        var word = Word(reason.Reason);
        var shown = Masking.Text(word, Sight);
        // The address would hold what the words hide.
        return new(shown, reason.Count, shown == word ? RejectedOf(reason) : null, T["NewestBatchOf"]);
    }

    private string Word(string? reason) => reason == AssignmentReasons.OpenTask ? T["OpenTask"] : reason ?? T["NoReason"];

    private async Task LoadAsync()
    {
        var asked = Filter;
        try
        {
            var figures = await queries.ReadAsync(asked, Client.Zone, closed.Token);
            // Meanwhile another address may have been opened.
            if (asked == Filter) (Figures, Failed) = (figures, false);
        }
        catch (DbException e)
        {
            log.LogWarning(e, "The figures can't be read");
            Failed = true;
        }
    }

    private async Task LookAsync()
    {
        if (closed.IsCancellationRequested) return;
        if (!loading)
        {
            loading = true;
            try
            {
                await LoadAsync();
            }
            catch (OperationCanceledException) when (closed.IsCancellationRequested)
            {
                return;
            }
            finally
            {
                loading = false;
            }
        }
        StateHasChanged();
    }
}
