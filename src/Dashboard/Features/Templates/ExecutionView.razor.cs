using Dashboard.Upstream;
using Dashboard.Upstream.Wshoto;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Templates;

/// <summary>Who carries the template out and how far they are; a name opens its targets.</summary>
public sealed partial class ExecutionView(TemplateQueries queries) : IDisposable
{
    private readonly CancellationTokenSource closed = new();

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
    protected override Task OnParametersSetAsync() => Employees is null ? LoadAsync() : Task.CompletedTask;

    private async Task LoadAsync()
    {
        Problem = null;
        try
        {
            Employees = await queries.EmployeesAsync(TemplateId, Page, closed.Token);
            Targets = User is null ? null : await queries.TargetsAsync(TemplateId, User, TargetPage, closed.Token);
        }
        catch (UpstreamException e)
        {
            Problem = e;
        }
    }

    private Task PageAsync(int page)
    {
        (Page, User) = (page, null);
        return LoadAsync();
    }

    private Task OpenAsync(string user)
    {
        (User, TargetPage) = (User == user ? null : user, 1);
        return LoadAsync();
    }

    private Task TargetPageAsync(int page)
    {
        TargetPage = page;
        return LoadAsync();
    }
}
