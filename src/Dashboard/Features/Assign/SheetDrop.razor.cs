using Dashboard.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Dashboard.Features.Assign;

/// <summary>Chooses a sheet by click or drag and uploads it by a plain HTTP POST, not through the circuit.</summary>
public sealed partial class SheetDrop(IJSRuntime js, NavigationManager navigation, AntiforgeryStateProvider antiforgery, IStringLocalizer<SheetText> texts) : IAsyncDisposable
{
    private ElementReference zone;
    private IJSObjectReference? module;
    private IJSObjectReference? upload;
    private DotNetObjectReference<SheetDrop>? self;

    private string? Refusal { get; set; }

    /// <summary>Called by the browser when an upload begins: the last refusal is history.</summary>
    [JSInvokable]
    public void Started()
    {
        Refusal = null;
        StateHasChanged();
    }

    /// <summary>Called by the browser when the sheet is stored.</summary>
    [JSInvokable]
    public void Uploaded(long id) => navigation.NavigateTo(Links.Draft(id));

    /// <summary>Called by the browser when the sheet was refused (in words), too large, or the upload broke (null).</summary>
    [JSInvokable]
    public void Refused(string? message)
    {
        Refusal = message ?? texts["UploadBroke"];
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        self?.Dispose();
        if (module is null) return;
        try
        {
            // Leaving the page ends the upload, as the page says.
            if (upload is not null) await upload.InvokeVoidAsync("stop");
            if (upload is not null) await upload.DisposeAsync();
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the module and the upload with it.
            module = null;
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        self = DotNetObjectReference.Create(this);
        module = await js.InvokeAsync<IJSObjectReference>("import", "/Features/Assign/SheetDrop.razor.js");
        upload = await module.InvokeAsync<IJSObjectReference>("attach", zone, self, new
        {
            page = Links.Assign,
            url = Links.AssignUpload,
            token = antiforgery.GetAntiforgeryToken()?.Value,
            maxBytes = SheetUpload.MaxBytes,
            reading = (string)texts["UploadReading"],
            of = (string)texts["UploadOf", "{0}", "{1}"],
            secondsLeft = (string)texts["SecondsLeft", "{0}"],
            minutesLeft = (string)texts["MinutesLeft", "{0}"],
            tooLarge = (string)texts["Refused_TooLarge", SheetUpload.MaxBytes / 1024 / 1024],
        });
    }
}
