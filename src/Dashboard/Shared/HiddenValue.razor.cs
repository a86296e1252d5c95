using Dashboard.Auth;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Shared;

/// <summary>A value that shows by a click; until then the browser has only its mask.</summary>
public sealed partial class HiddenValue(Unmasking unmasking)
{
    private ElementReference value;
    private bool busy, refused, focus;

    /// <summary>What it is.</summary>
    [Parameter, EditorRequired] public required HiddenItem Item { get; set; }

    /// <summary>What stands in its place.</summary>
    [Parameter, EditorRequired] public required string Masked { get; set; }

    /// <summary>Names it on the button, such as <c>phone</c>.</summary>
    [Parameter, EditorRequired] public required string Kind { get; set; }

    /// <summary>How the value looks.</summary>
    [Parameter] public string? Class { get; set; }

    /// <summary>Who looks at it.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private bool IsShown => unmasking.IsShown(Item);

    private string? IsPhone => Kind == Personal.Phone ? "" : null;

    /// <inheritdoc/>
    protected override void OnInitialized() => unmasking.Changed += OnChanged;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        unmasking.Changed -= OnChanged;
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!focus) return;
        // The button that had it is gone: whoever works by keyboard goes on here, and hears the value.
        focus = false;
        await value.FocusAsync(preventScroll: true);
    }

    private async Task ShowAsync()
    {
        if (busy) return;
        (busy, refused) = (true, false);
        try
        {
            focus = await unmasking.ShowAsync(Item, await Authentication, Client, Closed);
            refused = !focus;
        }
        finally
        {
            busy = false;
        }
    }

    private void OnChanged() => Later(() => Task.CompletedTask);
}
