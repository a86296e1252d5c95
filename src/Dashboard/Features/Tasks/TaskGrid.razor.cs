using Dashboard.Auth;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Features.Tasks;

/// <summary>The grid's table: a plain one, so that an open page costs the server little. Keys and drags are handled in the browser (<c>task-grid.js</c>).</summary>
public sealed partial class TaskGrid(IJSRuntime js, NavigationManager navigation) : IAsyncDisposable
{
    // The check box and the arrow before the columns.
    private const int FixedWidth = 64;
    private const int MostExpanded = 20;
    private ElementReference root;
    private IJSObjectReference? module;
    private DotNetObjectReference<TaskGrid>? self;
    private long? lastPicked;

    /// <summary>The page's rows.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<TaskRow> Rows { get; set; }

    /// <summary>What they were filtered and sorted by, and how the grid is laid out.</summary>
    [Parameter, EditorRequired] public required TaskFilter Filter { get; set; }

    /// <summary>Tasks that have just changed: marked for a moment.</summary>
    [Parameter] public IReadOnlySet<long> Changed { get; set; } = new HashSet<long>();

    /// <summary>The task of the open panel.</summary>
    [Parameter] public long? Open { get; set; }

    /// <summary>Opens a task's panel.</summary>
    [Parameter] public EventCallback<long> OnOpen { get; set; }

    /// <summary>Tasks that are selected, on this page and others.</summary>
    [Parameter] public IReadOnlySet<long> Picked { get; set; } = new HashSet<long>();

    /// <summary>Told which tasks are selected after a change.</summary>
    [Parameter] public EventCallback<IReadOnlySet<long>> PickedChanged { get; set; }

    /// <summary>What this page shows of phones.</summary>
    [CascadingParameter] public PersonalSight Sight { get; set; }

    private TaskColumns Columns { get; set; } = TaskColumns.Usual;

    /// <summary>A column was dragged to where another one stands.</summary>
    [JSInvokable]
    public void MoveColumn(string key, string other) => Go(Columns.MovedTo(key, other));

    /// <summary>A column's edge was dragged.</summary>
    [JSInvokable]
    public void ResizeColumn(string key, int width) => Go(Columns.Resized(key, width));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        self?.Dispose();
        if (module is null) return;
        try
        {
            await module.InvokeVoidAsync("detach", root);
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and with it what would be detached.
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => Columns = TaskColumns.Read(Filter.Columns);

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        self = DotNetObjectReference.Create(this);
        module = await js.InvokeAsync<IJSObjectReference>("import", "/task-grid.js");
        await module.InvokeVoidAsync("attach", root, self);
    }

    private static string? CardClass(string key) => key switch
    {
        "name" => "cell-title",
        "status" => null,
        // A card's number is the link that opens it.
        "id" or "customer" or "assignee" or "created" => null,
        _ => "cell-wide",
    };

    private string? Sorted(TaskColumnInfo column) => Filter.Sort == column.Sort ? "ascending" : Filter.Sort == "-" + column.Sort ? "descending" : null;

    private string Expanding(long id) => (Filter with
    {
        Expanded = Filter.Expanded.Contains(id) ? [.. Filter.Expanded.Where(x => x != id)] : [.. Filter.Expanded.TakeLast(MostExpanded - 1), id],
    }).Address(Open);

    // How the grid is laid out is no step that one wants to go back to one by one.
    private void Go(TaskColumns columns) => navigation.NavigateTo((Filter with { Columns = columns.Text() }).Address(Open), replace: true);

    private Task PickPageAsync(ChangeEventArgs e)
    {
        var page = Rows.Select(x => x.Task.Id);
        return PickedChanged.InvokeAsync(e.Value is true ? Picked.Union(page).ToHashSet() : Picked.Except(page).ToHashSet());
    }

    private Task PickAsync(long id, bool range)
    {
        var picked = Picked.ToHashSet();
        var ids = Rows.Select(x => x.Task.Id).ToList();
        var (from, to) = (lastPicked is { } last ? ids.IndexOf(last) : -1, ids.IndexOf(id));
        var some = range && from >= 0 ? ids[Math.Min(from, to)..(Math.Max(from, to) + 1)] : [id];
        if (picked.Contains(id)) picked.ExceptWith(some);
        else picked.UnionWith(some);
        lastPicked = id;
        return PickedChanged.InvokeAsync(picked);
    }
}
