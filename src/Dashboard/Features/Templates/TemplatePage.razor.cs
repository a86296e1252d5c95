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
        (Template, Problem) = (null, null);
        try
        {
            Template = await queries.FindAsync(TemplateId, closed.Token);
        }
        catch (UpstreamException e)
        {
            Problem = e;
        }
    }
}
