using Dashboard.Auth;
using Dashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;

namespace Dashboard.Shared;

/// <summary>The pinned views in the menu; they follow what people pin while the page is open.</summary>
public sealed partial class PinnedViewLinks(PinnedViews pinned, NavigationManager navigation)
{
    private IDisposable? subscription;

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    private IReadOnlyList<SavedView> Views { get; set; } = [];

    // Empty on every page but the grid.
    private string Here => new Uri(navigation.Uri).AbsolutePath.Equals(Links.Tasks, StringComparison.OrdinalIgnoreCase) ? navigation.Uri : "?elsewhere";

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        navigation.LocationChanged -= OnLocationChanged;
        subscription?.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        navigation.LocationChanged += OnLocationChanged;
        if (RendererInfo.IsInteractive) subscription = pinned.Subscribe(Show);
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var user = (await Authentication).User;
        if (user.Identity?.IsAuthenticated == true) Views = await pinned.ForAsync(user.AccountName(), Closed);
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => Show();

    private void Show() => Later(LoadAsync);
}
