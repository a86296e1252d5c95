using Microsoft.AspNetCore.Components;

namespace Dashboard.Shared;

/// <summary>Answers 404 with a page that says in its own words that what it is about does not exist.</summary>
public sealed class NotFoundStatus : ComponentBase
{
    /// <summary>The request; none once the page has its circuit.</summary>
    [CascadingParameter] public HttpContext? HttpContext { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (HttpContext is { Response.HasStarted: false } context) context.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
