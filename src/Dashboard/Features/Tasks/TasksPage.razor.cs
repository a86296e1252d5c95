using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Features.Tasks;

/// <summary>The task grid. What it shows stands in the address; what changes in INCS changes in it, row by row, until paused.</summary>
public sealed partial class TasksPage(TaskQueries queries, MirrorFeed feed, NavigationManager navigation, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan MarkFor = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource closed = new();
    private string? loadedAddress;

    // Text, all of them: a number that is none would break the page before it could pass it over.
#pragma warning disable CS1591 // the names are those of the address
    [SupplyParameterFromQuery(Name = "status")] public string? Status { get; set; }
    [SupplyParameterFromQuery(Name = "assignee")] public string? Assignee { get; set; }
    [SupplyParameterFromQuery(Name = "name")] public string? Name { get; set; }
    [SupplyParameterFromQuery(Name = "phone")] public string? PhoneDigits { get; set; }
    [SupplyParameterFromQuery(Name = "auth_id")] public string? AuthId { get; set; }
    [SupplyParameterFromQuery(Name = "creation_id")] public string? CreationId { get; set; }
    [SupplyParameterFromQuery(Name = "batch")] public string? Batch { get; set; }
    [SupplyParameterFromQuery(Name = "template")] public string? Template { get; set; }
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }
    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }
    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }
    [SupplyParameterFromQuery(Name = "sort")] public string? Sort { get; set; }
    [SupplyParameterFromQuery(Name = "page")] public string? PageNumber { get; set; }
    [SupplyParameterFromQuery(Name = "task")] public string? OpenTask { get; set; }
#pragma warning restore CS1591

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private TaskFilter Filter { get; set; } = new();

    private TaskList? List { get; set; }

    private TaskDetails? Details { get; set; }

    private SyncState? Fresh { get; set; }

    private IReadOnlyList<string> Assignees { get; set; } = [];

    private IReadOnlySet<long> Changed { get; set; } = new HashSet<long>();

    private bool Live { get; set; } = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        feed.Changed -= OnMirrorChanged;
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive) feed.Changed += OnMirrorChanged;
        Assignees = await queries.AssigneesAsync(closed.Token);
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        Filter = new TaskFilter
        {
            Statuses = TaskFilter.Numbers(Status), Assignee = Assignee, Name = Name, Phone = PhoneDigits, AuthId = QueryText.Number(AuthId),
            CreationId = QueryText.Number(CreationId), Batch = QueryText.Number(Batch), Template = QueryText.Number(Template),
            From = QueryText.Day(From), To = QueryText.Day(To), Search = Search, Sort = Sort ?? "-created",
            Page = QueryText.Page(PageNumber),
        };
        // Opening or closing the panel is a new address too, but the same rows.
        if (Filter.Address() != loadedAddress) await LoadAsync();
        await LoadDetailsAsync();
    }

    private async Task LoadAsync()
    {
        var address = Filter.Address();
        var whole = (await Authentication).User.MaySeePersonalData();
        var list = await queries.ListAsync(Filter, Client.Zone, whole, closed.Token);
        var fresh = await queries.FreshnessAsync(closed.Token);
        // Whoever has gone on to another address meanwhile sees that one's rows.
        if (address != Filter.Address()) return;
        (List, Fresh, loadedAddress) = (list, fresh, address);
    }

    private async Task LoadDetailsAsync() => Details = QueryText.Number(OpenTask) is { } id ? await queries.FindAsync(id, closed.Token) : null;

    private void OnMirrorChanged(MirrorNews news) => _ = InvokeAsync(() => RefreshAsync(news));

    private async Task RefreshAsync(MirrorNews news)
    {
        if (closed.IsCancellationRequested || !Live || List is null) return;
        try
        {
            // A portion that touches nothing here is left to the end of the pass, which comes with no ids.
            var shown = List.Rows.Select(x => x.Task.Id).Where(news.TaskIds.Contains).ToHashSet();
            if (news.TaskIds.Count > 0 && shown.Count == 0 && Filter.Page > 1) return;
            var before = List.Rows.Select(x => x.Task.Id).ToHashSet();
            await LoadAsync();
            shown.UnionWith(List.Rows.Select(x => x.Task.Id).Where(x => !before.Contains(x)));
            if (Details is { } open && news.TaskIds.Contains(open.Task.Id)) await LoadDetailsAsync();
            Changed = shown;
            StateHasChanged();
            if (shown.Count == 0) return;
            await Task.Delay(MarkFor, time, closed.Token);
            Changed = new HashSet<long>();
            StateHasChanged();
        }
        catch (Exception e) when (!closed.IsCancellationRequested)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private async Task ToggleLiveAsync()
    {
        Live = !Live;
        if (!Live) return;
        await LoadAsync();
        await LoadDetailsAsync();
    }

    private Task OpenAsync(long id)
    {
        navigation.NavigateTo(navigation.GetUriWithQueryParameter("task", id));
        return Task.CompletedTask;
    }

    private void Close() => navigation.NavigateTo(navigation.GetUriWithQueryParameter("task", (long?)null));
}
