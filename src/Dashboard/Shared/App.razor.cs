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

    /// <summary>The person's choice; a portal may say <c>?theme=dark</c> of a page that it frames.</summary>
    internal static string ThemeOf(HttpRequest request)
    {
        var asked = Links.IsEmbedded(StatusPages.PathOf(request.HttpContext)) && request.Query["theme"] is [{ } theme] ? theme : request.Cookies["theme"];
        return asked is "light" or "dark" ? asked : "system";
    }
}
