using Dashboard.Upstream;
using Dashboard.Upstream.Wshoto;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Templates;

/// <summary>Who carries the template out and how far they are; a name opens its targets.</summary>
public sealed partial class ExecutionView(TemplateQueries queries) : IDisposable
{
    private readonly CancellationTokenSource closed = new();
    private long? loadedTemplate;

    /// <summary>The template.</summary>
    [Parameter, EditorRequired] public required long TemplateId { get; set; }

    private WshotoPage<WshotoEmployee>? Employees { get; set; }

    private WshotoPage<WshotoTarget>? Targets { get; set; }

    private UpstreamException? Problem { get; set; }

    private string? User { get; set; }

    private int Page { get; set; } = 1;

    private int TargetPage { get; set; } = 1;

    /// <inheritdoc/>
    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        if (loadedTemplate == TemplateId) return Task.CompletedTask;
        (loadedTemplate, Employees, Targets, User, Page, TargetPage) = (TemplateId, null, null, null, 1, 1);
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var asked = (TemplateId, Page, User, TargetPage);
        var (employees, targets, problem) = (Employees, (WshotoPage<WshotoTarget>?)null, (UpstreamException?)null);
        Problem = null;
        try
        {
            employees = await queries.EmployeesAsync(asked.TemplateId, asked.Page, closed.Token);
            if (asked.User is { } user) targets = await queries.TargetsAsync(asked.TemplateId, user, asked.TargetPage, closed.Token);
        }
        catch (UpstreamException e)
        {
            problem = e;
        }
        // A slow answer must not stand under a name that was opened after it.
        if (asked == (TemplateId, Page, User, TargetPage)) (Employees, Targets, Problem) = (employees, targets, problem);
    }

    private Task PageAsync(int page)
    {
        (Page, User) = (page, null);
        return LoadAsync();
    }

    private Task OpenAsync(string user)
    {
        (User, TargetPage, Targets) = (User == user ? null : user, 1, null);
        return LoadAsync();
    }

    private Task TargetPageAsync(int page)
    {
        TargetPage = page;
        return LoadAsync();
    }
}
