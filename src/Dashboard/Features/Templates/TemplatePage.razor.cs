using Dashboard.Upstream;
using Dashboard.Upstream.Wshoto;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Templates;

/// <summary>One template: the message, whom it is for, and its facts.</summary>
public sealed partial class TemplatePage(TemplateQueries queries) : IDisposable
{
    private readonly CancellationTokenSource closed = new();

    /// <summary>Template id.</summary>
    [Parameter] public long TemplateId { get; set; }

    private WshotoTemplateDetail? Template { get; set; }

    private UpstreamException? Problem { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var asked = TemplateId;
        var (template, problem) = ((WshotoTemplateDetail?)null, (UpstreamException?)null);
        (Template, Problem) = (null, null);
        try
        {
            template = await queries.FindAsync(asked, closed.Token);
        }
        catch (UpstreamException e)
        {
            problem = e;
        }
        // A slow answer must not replace that of another template.
        if (asked == TemplateId) (Template, Problem) = (template, problem);
    }
}
