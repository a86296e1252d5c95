using System.Globalization;
using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Upstream;
using Dashboard.Upstream.Wshoto;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Features.Templates;

/// <summary>One template: the message, whom it is for, how far it is, what changed, and everything as Wshoto gives it.</summary>
public sealed partial class TemplateView(TemplateQueries queries, TemplateVersions versions, IAuthorizationService authorization, TimeProvider time) : LiveComponent
{
    // A page without content is left no longer than that.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private long? loaded;

    /// <summary>Template id.</summary>
    [Parameter, EditorRequired] public required long TemplateId { get; set; }

    /// <summary>Whether it is shown in a frame of another site: links to other pages leave the frame.</summary>
    [Parameter] public bool Embedded { get; set; }

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    private ReadTemplate? Read { get; set; }

    private IReadOnlyList<VersionEntry> Versions { get; set; } = [];

    // The version before the one that is shown.
    private ReadTemplate? Before { get; set; }

    private UpstreamException? Problem { get; set; }

    private bool Reading { get; set; }

    // Whether a kept copy is shown because Wshoto takes its time.
    private bool Slow { get; set; }

    private WshotoTemplateDetail? Template => Read?.Template;

    private string Id => TemplateId.ToString(CultureInfo.InvariantCulture);

    private string Title => Template?.Name is { Length: > 0 } name ? name : T["TemplateNumber", Id];

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        // The address may change for a part of the page.
        if (loaded == TemplateId) return Task.CompletedTask;
        (loaded, Read, Before, Versions, Problem, Slow) = (TemplateId, null, null, [], null, false);
        return LoadAsync(anew: false);
    }

    private async Task ReadAgainAsync()
    {
        if (await authorization.MayAsync(Authentication, Policies.View)) await LoadAsync(anew: true);
    }

    private async Task LoadAsync(bool anew)
    {
        var asked = TemplateId;
        Reading = true;
        try
        {
            var reading = queries.FindAsync(asked, anew, Closed);
            if (Read is null && await Task.WhenAny(reading, Task.Delay(Patience, time, Closed)) != reading)
            {
                // The circuit reads on: a page that is only written once does not wait for it.
                if (!RendererInfo.IsInteractive) return;
                await ShowKeptAsync(asked);
            }
            var read = await reading;
            var all = await versions.ListAsync(asked, Closed);
            var before = all.FirstOrDefault(x => x.Number < read.Version) is { } last ? await queries.FindVersionAsync(asked, last.Number, Closed) : null;
            // A slow answer must not replace that of another template.
            if (asked == TemplateId) (Read, Versions, Before, Problem, Slow) = (read, all, before, null, false);
        }
        catch (UpstreamException e)
        {
            if (asked == TemplateId) Problem = e;
        }
        finally
        {
            if (asked == TemplateId) Reading = false;
        }
    }

    private async Task ShowKeptAsync(long asked)
    {
        if (await queries.FindVersionAsync(asked, null, Closed) is not { } kept || asked != TemplateId) return;
        (Read, Slow) = (kept, true);
        StateHasChanged();
    }
}
