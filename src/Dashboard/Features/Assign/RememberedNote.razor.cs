using System.Globalization;
using Dashboard.Auth;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Features.Assign;

/// <summary>Says that a remembered mapping is used, and whose; it can be left or forgotten.</summary>
public sealed partial class RememberedNote(MappingMemory memory, AuditTrail audit, IAuthorizationService authorization)
{
    /// <summary>The mapping.</summary>
    [Parameter, EditorRequired] public required RememberedMapping Mapping { get; set; }

    /// <summary>Asks for a guess from headers and values instead.</summary>
    [Parameter] public EventCallback OnGuessAgain { get; set; }

    /// <summary>It is forgotten.</summary>
    [Parameter] public EventCallback OnForgotten { get; set; }

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private bool Asking { get; set; }

    private async Task ForgetAsync()
    {
        var user = (await Authentication).User;
        // The role may have changed since the page was opened.
        if (!await authorization.MayAsync(user, Policies.Manage)) return;
        if (await memory.ForgetAsync(Mapping.Id, CancellationToken.None))
            await audit.WriteAsync(user, Client.Address, "mapping.delete", string.Create(CultureInfo.InvariantCulture, $"mapping {Mapping.Id}"), Mapping.Name, CancellationToken.None);
        await OnForgotten.InvokeAsync();
    }
}
