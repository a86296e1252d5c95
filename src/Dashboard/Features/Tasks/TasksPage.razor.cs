using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;

namespace Dashboard.Features.Tasks;

/// <summary>The task grid. What it shows stands in the address; what changes in INCS changes in it, row by row, until paused.</summary>
public sealed partial class TasksPage(
    TaskQueries queries, TaskLive live, TaskSync sync, IAuthorizationService authorization, NavigationManager navigation, TimeProvider time, ILogger<TasksPage> log)
{
    // Letters of texts that fit into the one message in which a browser hands the rows on (PagesSetup); with more they are read again instead.
    private const int MostHandedOn = 100_000;
    private IDisposable? subscription;
    private string? loadedAddress;

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    /// <summary>Whether it is shown in a frame of another site: only to look at, and links to other pages leave the frame.</summary>
    [Parameter] public bool Embedded { get; set; }

    /// <summary>What the prerendered page shows, handed on to the circuit so that it is not read twice.</summary>
    [PersistentState] public PrerenderedTasks? Prerendered { get; set; }

    private TaskFilter Filter { get; set; } = new();

    private long? OpenTask { get; set; }

    private ShownTasks? Shown { get; set; }

    private TaskList? List => Shown?.List;

    private TaskDetails? Details { get; set; }

    private SyncState? Fresh { get; set; }

    private IReadOnlyList<string> Assignees { get; set; } = [];

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        navigation.LocationChanged -= OnLocationChanged;
        subscription?.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        navigation.LocationChanged += OnLocationChanged;
        if (RendererInfo.IsInteractive) subscription = live.Subscribe(OnNews);
        Assignees = await queries.AssigneesAsync(Closed);
        await ReadAddressAsync();
    }

    // The address is the state: whatever changes it, a link, the back button or this page, is shown the same way.
    private async Task ReadAddressAsync()
    {
        Filter = TaskFilter.Read(navigation.Uri);
        OpenTask = QueryText.Number(QueryText.Parameters(navigation.Uri).GetValueOrDefault("task"));
        // Opening or closing the panel is a new address too, but the same rows.
        if (Filter.RowsAddress() != loadedAddress) await LoadAsync();
        await LoadDetailsAsync();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath.Equals(Filter.Path, StringComparison.OrdinalIgnoreCase)) Later(ReadAddressAsync);
    }

    private async Task LoadAsync()
    {
        var (filter, address) = (Filter, Filter.RowsAddress());
        var whole = (await Authentication).User.MaySeePersonalData();
        var handedOn = Prerendered?.Address == address ? Prerendered : null;
        Prerendered = null;
        if (handedOn is null) log.LogDebug("The grid reads its rows");
        var list = handedOn?.List ?? await queries.ListAsync(filter, Client.Zone, whole, Closed);
        var fresh = handedOn is null ? live.Sync ?? await queries.FreshnessAsync(Closed) : handedOn.Sync;
        // Whoever has gone on to another address meanwhile sees that one's rows.
        if (address != Filter.RowsAddress()) return;
        (Shown, Fresh, loadedAddress) = (new(list, filter.Criteria(Client.Zone, time.GetUtcNow(), whole), !string.IsNullOrWhiteSpace(filter.LogText) || !filter.Remarked.IsAny), fresh, address);
        waiting = 0;
        if (!RendererInfo.IsInteractive && Texts(list) < MostHandedOn) Prerendered = new(address, list, fresh);
    }

    private async Task LoadDetailsAsync() => Details = OpenTask is { } id ? await queries.FindAsync(id, Closed) : null;

    private static int Texts(TaskList list) => list.Rows.Sum(x => x.Task.Name.Length + x.Task.Description.Length + x.Task.UserName.Length + (x.LastLog?.Comment.Length ?? 0));

    private Task OpenAsync(long id)
    {
        navigation.NavigateTo(navigation.GetUriWithQueryParameter("task", id));
        return Task.CompletedTask;
    }

    private void Close() => navigation.NavigateTo(navigation.GetUriWithQueryParameter("task", (long?)null));
}

/// <summary>What a prerendered grid shows.</summary>
/// <param name="Address">Of which address.</param>
/// <param name="List">Its rows.</param>
/// <param name="Sync">How fresh they are.</param>
public sealed record PrerenderedTasks(string Address, TaskList List, SyncState? Sync);
