using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Features.Tasks;

/// <summary>The task grid. What it shows stands in the address; what changes in INCS changes in it, row by row, until paused.</summary>
public sealed partial class TasksPage(TaskQueries queries, MirrorFeed feed, NavigationManager navigation, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan MarkFor = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource closed = new();
    private IDisposable? subscription;
    private readonly List<MirrorNews> unshown = [];
    private string? loadedAddress;
    private bool refreshing;

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private TaskFilter Filter { get; set; } = new();

    private long? OpenTask { get; set; }

    private TaskList? List { get; set; }

    private TaskDetails? Details { get; set; }

    private SyncState? Fresh { get; set; }

    private IReadOnlyList<string> Assignees { get; set; } = [];

    private IReadOnlySet<long> Changed { get; set; } = new HashSet<long>();

    private bool Live { get; set; } = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        navigation.LocationChanged -= OnLocationChanged;
        subscription?.Dispose();
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        navigation.LocationChanged += OnLocationChanged;
        if (RendererInfo.IsInteractive) subscription = feed.Subscribe(OnMirrorChanged);
        Assignees = await queries.AssigneesAsync(closed.Token);
        await ReadAddressAsync();
    }

    // The address is the state: whatever changes it, a link, the back button or this page, is shown the same way.
    private async Task ReadAddressAsync()
    {
        Filter = TaskFilter.Read(navigation.Uri);
        OpenTask = QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query).TryGetValue("task", out var task) ? QueryText.Number(task) : null;
        // Opening or closing the panel is a new address too, but the same rows.
        if (Filter.Address() != loadedAddress) await LoadAsync();
        await LoadDetailsAsync();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (!new Uri(e.Location).AbsolutePath.Equals(Links.Tasks, StringComparison.OrdinalIgnoreCase)) return;
        _ = InvokeAsync(async () =>
        {
            try
            {
                await ReadAddressAsync();
                StateHasChanged();
            }
            catch (Exception ex) when (!closed.IsCancellationRequested)
            {
                await DispatchExceptionAsync(ex);
            }
        });
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

    private async Task LoadDetailsAsync() => Details = OpenTask is { } id ? await queries.FindAsync(id, closed.Token) : null;

    private void OnMirrorChanged(MirrorNews news) => _ = InvokeAsync(() => RefreshAsync(news));

    // A sync that changes thousands of tasks tells of each hundred: what came meanwhile is shown together, once the marks of the last time are gone.
    private async Task RefreshAsync(MirrorNews news)
    {
        if (!Live || List is null) return;
        // On a later page, a portion that touches nothing here is left to the end of the pass, which comes with no ids.
        if (Filter.Page > 1 && news.TaskIds.Count > 0 && !List.Rows.Any(x => news.TaskIds.Contains(x.Task.Id))) return;
        unshown.Add(news);
        if (refreshing) return;
        refreshing = true;
        try
        {
            while (unshown.Count > 0 && Live && !closed.IsCancellationRequested)
            {
                var ids = unshown.SelectMany(x => x.TaskIds).ToHashSet();
                unshown.Clear();
                await ShowAsync(ids);
                await Task.Delay(MarkFor, time, closed.Token);
                Changed = new HashSet<long>();
                StateHasChanged();
            }
        }
        catch (Exception e) when (!closed.IsCancellationRequested)
        {
            await DispatchExceptionAsync(e);
        }
        finally
        {
            refreshing = false;
        }
    }

    private async Task ShowAsync(HashSet<long> ids)
    {
        var before = List!.Rows.Select(x => x.Task.Id).ToHashSet();
        await LoadAsync();
        Changed = List.Rows.Select(x => x.Task.Id).Where(x => ids.Contains(x) || !before.Contains(x)).ToHashSet();
        if (Details is { } open && ids.Contains(open.Task.Id)) await LoadDetailsAsync();
        StateHasChanged();
    }

    private async Task ToggleLiveAsync()
    {
        Live = !Live;
        unshown.Clear();
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
