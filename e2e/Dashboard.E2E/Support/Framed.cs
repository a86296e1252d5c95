using Microsoft.Playwright;

namespace Dashboard.E2E.Support;

/// <summary>A page of the dashboard in the frame of a portal, as somebody sees it.</summary>
/// <param name="Visitor">Who looks at it.</param>
public sealed record Framed(Visitor Visitor)
{
    public IPage Page => Visitor.Page;

    /// <summary>What is in the frame.</summary>
    public IFrameLocator Frame => Page.FrameLocator("#frame");

    /// <summary>What the sign-in card tells.</summary>
    public ILocator State => Frame.GetByTestId("frame-signin-state");

    /// <summary>Waits until the sign-in card says so.</summary>
    public Task SaysAsync(string text) => Assertions.Expect(State.GetByText(text)).ToBeVisibleAsync();

    /// <summary>Opens the portal and waits until its frame shows something of ours.</summary>
    /// <param name="portal">The portal.</param>
    /// <param name="address">Address in the frame.</param>
    /// <param name="more">More of the portal's own query: <c>sandbox</c>, <c>opener</c>, <c>width</c>.</param>
    public async Task OpenAsync(string portal, string address, string more = "")
    {
        await Page.GotoAsync($"{portal}/?page={Uri.EscapeDataString(address)}{more}");
        await Frame.Locator("main#content").WaitForAsync();
    }

    /// <summary>The window behind the sign-in button.</summary>
    public Task<IPage> WindowAsync() => Page.RunAndWaitForPopupAsync(() => Frame.GetByTestId("frame-signin").ClickAsync());

    /// <summary>Signs in as a persona and waits until the page in the frame answers.</summary>
    public async Task SignInAsync(string role = "Manager")
    {
        var window = await WindowAsync();
        await CloseAfterAsync(window, () => window.Locator($"[data-testid=signin-persona][data-role={role}]").ClickAsync());
        await Frame.Locator(".embed[data-live]").WaitForAsync();
    }

    /// <summary>As <see cref="Visitor.InspectAsync"/>, of the portal's page and of what is in its frame.</summary>
    public async Task<IReadOnlyList<string>> InspectAsync(string name)
    {
        var findings = (await Visitor.InspectAsync(name)).ToList();
        if (await Frame.Locator("html").EvaluateAsync<int>("x => x.scrollWidth - x.clientWidth") is > 0 and var pixels) findings.Add($"{name}: the frame can be scrolled {pixels} px sideways");
        return findings;
    }

    /// <summary>Does the last step in the window and waits until it has closed.</summary>
    public static async Task CloseAfterAsync(IPage window, Func<Task> step)
    {
        var closed = new TaskCompletionSource();
        window.Close += (_, _) => closed.TrySetResult();
        await step();
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
