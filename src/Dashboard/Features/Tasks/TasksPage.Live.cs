namespace Dashboard.Features.Tasks;

/// <content>What the open grid does while INCS moves.</content>
public sealed partial class TasksPage
{
    private static readonly TimeSpan MarkFor = TimeSpan.FromSeconds(2);
    private readonly List<TaskNews> unshown = [];
    private bool showing;
    private int waiting;

    private bool Live { get; set; } = true;

    private void OnNews(TaskNews news) => Later(() => TakeAsync(news));

    // A sync that changes thousands of tasks tells of each portion: what came meanwhile is shown together, once the marks of the last time are gone.
    private async Task TakeAsync(TaskNews news)
    {
        Fresh = news.Sync ?? Fresh;
        if (Shown is null || news.Changes.Count == 0) return;
        if (!Live)
        {
            waiting += Shown.Concerned(news.Changes);
            return;
        }
        unshown.Add(news);
        if (showing) return;
        showing = true;
        try
        {
            while (unshown.Count > 0 && Live)
            {
                await ShowAsync();
                StateHasChanged();
                if (Shown!.Changed.Count == 0) continue;
                await Task.Delay(MarkFor, time, Closed);
                Shown = Shown.Unmarked();
                StateHasChanged();
            }
        }
        finally
        {
            showing = false;
        }
    }

    private async Task ShowAsync()
    {
        var news = unshown.ToList();
        unshown.Clear();
        var changes = news.SelectMany(x => x.Changes).ToList();
        var touched = Shown!.Touched(changes);
        // Only when too much changed at once for the server to read it for everybody, the page reads its own rows.
        var rows = news.Exists(x => x.Rows is null) ? await queries.RowsAsync(touched, Closed) : Latest(news, touched);
        Shown = Shown.With(changes, rows, Fresh?.FillTotal is not null);
        // Nothing is being read yet that could move away.
        if (Shown.List.Rows.Count == 0 && Shown.List.Total > 0) await LoadAsync();
        if (OpenTask is { } open && changes.Exists(x => x.After.Id == open)) await LoadDetailsAsync();
    }

    private static Dictionary<long, TaskRow> Latest(List<TaskNews> news, IReadOnlyList<long> ids)
    {
        var rows = new Dictionary<long, TaskRow>();
        foreach (var some in news)
        {
            foreach (var id in ids)
            {
                if (some.Rows!.TryGetValue(id, out var row)) rows[id] = row;
            }
        }
        return rows;
    }

    private async Task ToggleLiveAsync()
    {
        Live = !Live;
        unshown.Clear();
        if (Live) await ReloadAsync();
    }

    // The first page, where the newest stand, with all that has come.
    private async Task ShowNewAsync()
    {
        if (Filter.Page > 1) navigation.NavigateTo((Filter with { Page = 1 }).Address());
        else await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        await LoadDetailsAsync();
    }
}
