using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Shared;

/// <summary>The document around every page.</summary>
public sealed partial class App
{
    /// <summary>The request that renders the document.</summary>
    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    // Sign-in and error pages set or clear cookies, or must live without a circuit: they stay plain HTML.
    private IComponentRenderMode? Mode => HttpContext.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;

    private string Theme => HttpContext.Request.Cookies["theme"] is "light" or "dark" ? HttpContext.Request.Cookies["theme"]! : "system";
}
