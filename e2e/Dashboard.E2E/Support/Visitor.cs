using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dashboard.E2E.Support;

/// <summary>A person at the browser. Collects what the console complains about.</summary>
public sealed class Visitor : IAsyncDisposable
{
    // Elements that pass are not told apart one by one, which is most of the time on a page with a grid.
    private static readonly AxeRunOptions OnlyViolations = new() { ResultTypes = [ResultType.Violations] };
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    public Visitor(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) => { if (message.Type is "error") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Console errors so far.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>The same person at another page of the same browser.</summary>
    public Visitor At(IPage other) => new(context, other);

    public async Task SignInAsync(string role, string returnUrl = "/")
    {
        await Page.GotoAsync($"/signin?returnUrl={Uri.EscapeDataString(returnUrl)}");
        await Page.Locator($"[data-testid=signin-persona][data-role={role}]").ClickAsync();
        await Page.Locator("main#content h1").First.WaitForAsync();
    }

    /// <summary>Opens an address and waits until its circuit answers and its skeletons are gone.</summary>
    public async Task OpenAsync(string address)
    {
        await Page.GotoAsync(address);
        await SettleAsync();
    }

    public async Task SettleAsync()
    {
        await Page.Locator("main#content h1, main#content h2").First.WaitForAsync();
        await Page.WaitForFunctionAsync("() => !document.querySelector('.frame:not([data-live])') && !document.querySelector('main .skeleton')");
        await Page.EvaluateAsync("() => document.fonts.ready");
    }

    /// <summary>A screenshot, then what is wrong with the page as it stands: axe's serious findings, and whether it can be scrolled sideways.</summary>
    public async Task<IReadOnlyList<string>> InspectAsync(string name)
    {
        await ShootAsync(name);
        var findings = (await AxeAsync()).Select(x => $"{name}: {x}").ToList();
        if (await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var pixels)
            findings.Add($"{name}: can be scrolled {pixels} px sideways");
        return findings;
    }

    public async Task ShootAsync(string name) =>
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Screenshots, name + ".png") });

    private async Task<IReadOnlyList<string>> AxeAsync()
    {
        var result = Page.Frames.Count > 1 ? await Page.RunAxe(OnlyViolations) : await AxeInPageAsync();
        return [.. result.Violations.Where(x => x.Impact is "serious" or "critical")
            .SelectMany(x => x.Nodes.Select(n => $"{x.Id}: {x.Help}: {n.Html}"))];
    }

    // What the library does for a page without frames takes another page for each look, and seconds.
    private async Task<AxeResult> AxeInPageAsync()
    {
        await Page.EvaluateAsync(Script);
        return new(JObject.Parse(await Page.EvaluateAsync<string>("async options => JSON.stringify(await axe.run(document, JSON.parse(options)))", JsonConvert.SerializeObject(OnlyViolations))));
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
