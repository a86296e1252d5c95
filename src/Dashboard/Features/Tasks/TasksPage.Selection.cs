using Dashboard.Auth;
using Dashboard.Upstream;

namespace Dashboard.Features.Tasks;

/// <content>Tasks that a person has selected, and reading tasks anew from INCS.</content>
public sealed partial class TasksPage
{
    private IReadOnlySet<long> Picked { get; set; } = new HashSet<long>();

    private bool Refreshing { get; set; }

    private string? Problem { get; set; }

    private Task RefreshPickedAsync() => RefreshAsync([.. Picked.Take(TaskFilter.MostIds)]);

    private Task RefreshPageAsync() => RefreshAsync([.. List!.Rows.Select(x => x.Task.Id)]);

    // What has changed comes back by the feed, as always.
    private async Task RefreshAsync(IReadOnlyCollection<long> ids)
    {
        if (!await authorization.MayAsync(Authentication, Policies.View)) return;
        (Refreshing, Problem) = (true, null);
        try
        {
            await sync.RefreshAsync(ids, Closed);
        }
        catch (UpstreamException e)
        {
            Problem = e.Message;
        }
        finally
        {
            Refreshing = false;
        }
    }
}
