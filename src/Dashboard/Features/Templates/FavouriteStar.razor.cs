using System.Globalization;
using Dashboard.Auth;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Features.Templates;

/// <summary>Whether a template is a favourite of the team; Managers change it here, and every open page shows it.</summary>
public sealed partial class FavouriteStar(TemplateFavourites favourites, IAuthorizationService authorization)
{
    private IDisposable? subscription;
    private long? shown;
    private bool busy;

    /// <summary>The template; a favourite need not have been seen before.</summary>
    [Parameter, EditorRequired] public required long TemplateId { get; set; }

    /// <summary>The template's name, for people who hear the page; its number where it has none.</summary>
    [Parameter] public string? Name { get; set; }

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private bool MayChange { get; set; }

    private TemplateFavourite? Star { get; set; }

    private string Named => string.IsNullOrWhiteSpace(Name) ? TemplateId.ToString(CultureInfo.InvariantCulture) : Name;

    private string Says => Star is { } star ? T["StarBy", star.By, Client.Local(star.At).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)] : T["StarAdd"];

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        subscription?.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        subscription = favourites.Subscribe(() => Later(ReadAsync));
        MayChange = await authorization.MayAsync(Authentication, Policies.Manage);
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (shown == TemplateId) return;
        shown = TemplateId;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var id = TemplateId;
        var stars = await favourites.AllAsync(Closed);
        if (id == TemplateId) Star = stars.GetValueOrDefault(id);
    }

    // A Viewer has no button, and is refused on the server as well.
    private async Task ToggleAsync()
    {
        if (busy) return;
        busy = true;
        try
        {
            await favourites.SetAsync((await Authentication).User, Client.Address, TemplateId, Star is null, CancellationToken.None);
            await ReadAsync();
        }
        finally
        {
            busy = false;
        }
    }
}
