using System.Data.Common;
using System.Globalization;
using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Upstream;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Features.Templates;

/// <summary>The templates of Wshoto. What is shown stands in the address; while Wshoto is slow or can't be read, what is known is shown.</summary>
public sealed partial class TemplatesPage(
    TemplateListQueries queries, KnownTemplates known, IAuthorizationService authorization, NavigationManager navigation, TimeProvider time)
{
    // A page without a circuit does not wait longer for its first rows.
    private static readonly TimeSpan LongestPrerendering = TimeSpan.FromSeconds(2);
    private CancellationTokenSource? reading;
    private TaskCompletionSource? firstShown;
    private int loads;

#pragma warning disable CS1591 // the names are those of the address, which is read whole: they let the page hear of its changes
    [SupplyParameterFromQuery(Name = "name")] public string? Name { get; set; }
    [SupplyParameterFromQuery(Name = "status")] public string[]? Status { get; set; }
    [SupplyParameterFromQuery(Name = "type")] public string? Type { get; set; }
    [SupplyParameterFromQuery(Name = "creator")] public string? Creator { get; set; }
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }
    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }
    [SupplyParameterFromQuery(Name = "fav")] public string? Favourites { get; set; }
    [SupplyParameterFromQuery(Name = "sort")] public string? Sort { get; set; }
    [SupplyParameterFromQuery(Name = "page")] public string? PageNumber { get; set; }
#pragma warning restore CS1591

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private TemplateFilter Filter { get; set; } = new();

    private TemplateList? List { get; set; }

    // The list while more of it is on its way.
    private TemplateList? Partial { get; set; }

    private UpstreamException? Problem { get; set; }

    private bool Busy { get; set; }

    private IReadOnlyList<string> Creators { get; set; } = [];

    private DateOnly YearAgo => DateOnly.FromDateTime(Client.Local(time.GetUtcNow()).Date).AddYears(-1);

    private string EmptyKind => List?.Problem is not null ? "EmptyKept" : !Filter.Favourites ? "Empty" : Filter.Count > 1 ? "EmptyFound" : "EmptyStars";

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var before = Filter;
        Filter = TemplateFilter.Read(navigation.Uri);
        // Another page of what is still being read goes on with that reading.
        if (!Filter.ReadsLike(before) && reading is not null) await reading.CancelAsync();
        var load = LoadAsync(anew: false);
        if (AssignedRenderMode is null || RendererInfo.IsInteractive) await load;
        else await Task.WhenAny(load, firstShown!.Task, Task.Delay(LongestPrerendering, time, Closed));
    }

    private static string N(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private async Task ReadAgainAsync()
    {
        if (await authorization.MayAsync(Authentication, Policies.View)) await LoadAsync(anew: true);
    }

    private async Task LoadAsync(bool anew)
    {
        var (load, asked) = (++loads, Filter);
        var own = reading = CancellationTokenSource.CreateLinkedTokenSource(Closed);
        firstShown = new(TaskCreationOptions.RunContinuationsAsynchronously);
        (Busy, Problem) = (true, null);
        var (list, problem) = (List, (UpstreamException?)null);
        try
        {
            list = await queries.ListAsync(asked, Client.Zone, anew, x => Later(() => Show(load, x)), own.Token);
            Creators = await CreatorsAsync(own.Token);
        }
        catch (UpstreamException e)
        {
            problem = e;
        }
        catch (OperationCanceledException) when (own.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            if (reading == own) reading = null;
            own.Dispose();
        }
        // A slow answer must not replace that of a newer filter.
        if (load == loads) (List, Partial, Problem, Busy) = (list, null, problem, false);
    }

    // Without them the field takes what is typed.
    private async Task<IReadOnlyList<string>> CreatorsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await known.CreatorsAsync(cancellationToken);
        }
        catch (DbException)
        {
            return Creators;
        }
    }

    private Task Show(int load, TemplateList list)
    {
        // A later page waits for its rows rather than showing those of another one.
        if (load == loads && Busy && list.Page == Filter.Page) List = Partial = list;
        firstShown?.TrySetResult();
        return Task.CompletedTask;
    }
}
