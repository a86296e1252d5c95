using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Features.Tasks;

/// <summary>The saved views above the grid: opened, saved, renamed, pinned, moved, deleted.</summary>
public sealed partial class ViewMenu(SavedViewStore store, PinnedViews pinned, IAuthorizationService authorization)
{
    private IDisposable? subscription;
    private ElementReference nameField;
    private bool focusName;

    /// <summary>What the grid shows.</summary>
    [Parameter, EditorRequired] public required TaskFilter Filter { get; set; }

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private IReadOnlyList<SavedView>? Views { get; set; }

    private SavedView? Shown => Views?.FirstOrDefault(x => PinnedViews.IsShownBy(x, Filter.Address()));

    private bool MayChangeTeam { get; set; }

    // The view whose further actions are shown.
    private long? Open { get; set; }

    private NewViewDraft? Draft { get; set; }

    private string? Problem { get; set; }

    private string? Said { get; set; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        subscription?.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive) subscription = pinned.Subscribe(OnViewsChanged);
        MayChangeTeam = await authorization.MayAsync(Authentication, Policies.Manage);
        await LoadAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!focusName) return;
        focusName = false;
        await nameField.FocusAsync();
    }

    private async Task LoadAsync() => Views = await store.ListAsync((await Authentication).User, Closed);

    private void OnViewsChanged() => Later(LoadAsync);

    private void Begin() => (Draft, Problem, Said, focusName) = (new(), null, null, true);

    private async Task SaveAsync()
    {
        if (Draft is not { } draft) return;
        await ChangeAsync("Saved", SavedViewRules.Name(draft.Name), (user, address) => store.SaveAsync(user, address, new(draft.Name, draft.Team, draft.Pinned, Filter), CancellationToken.None));
        if (Problem is null) Draft = null;
    }

    private async Task ChangeAsync(string? done, string name, ViewChange change)
    {
        var answer = await change((await Authentication).User, Client.Address);
        Problem = answer == ViewAnswer.Done ? null : T[$"Is_{answer}", answer == ViewAnswer.TooMany ? SavedViewStore.Most : SavedViewRules.LongestName].Value;
        Said = answer == ViewAnswer.Done && done is not null ? T[done, name].Value : null;
        if (answer is ViewAnswer.Done or ViewAnswer.Gone) Open = null;
        await LoadAsync();
    }

    private sealed class NewViewDraft
    {
        public string? Name { get; set; }

        public bool Team { get; set; }

        public bool Pinned { get; set; }
    }
}
