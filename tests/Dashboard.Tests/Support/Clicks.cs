using Bunit;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Tests.Support;

public static class Clicks
{
    /// <summary>Clicks as a person does: no rendering comes between finding the element and its event, whatever the page does by itself meanwhile.</summary>
    public static Task ClickOnAsync<T>(this IRenderedComponent<T> view, string selector, int index = 0) where T : IComponent =>
        view.InvokeAsync(() => view.FindAll(selector)[index].ClickAsync(new()));
}
