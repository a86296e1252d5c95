using System.Globalization;
using Dashboard.Auth;
using Dashboard.Features.Templates;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using Radzen;
using Sandbox.Wshoto;

namespace Dashboard.Tests.Features.Templates;

/// <summary>10,000 damaged answers: each gives a page with the template, or one that shows the answer raw; nothing is thrown, nothing is logged as an error.</summary>
public abstract class TemplateFuzzTests(string language, int firstSeed) : IAsyncLifetime
{
    private readonly CultureInfo before = CultureInfo.CurrentUICulture;
    private readonly RecordedLogs logs = new();
    private TemplateRig rig = null!;
    private ServiceProvider services = null!;

    public async ValueTask InitializeAsync()
    {
        rig = await TemplateRig.StartAsync();
        rig.Time.WaitsEndAtOnce = true;
        services = new ServiceCollection()
            .AddLogging(x => x.SetMinimumLevel(LogLevel.Trace).AddProvider(logs)).AddLocalization().AddRadzenComponents()
            .AddSingleton<TimeProvider>(new StillTime())
            .AddSingleton<NavigationManager>(new Here()).AddSingleton<IJSRuntime>(new NoScript()).AddSingleton(TestUsers.Authorization())
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(new EmbeddingOptions()))
            .AddCascadingValue(_ => new ClientContext(TimeZoneInfo.Utc, null))
            .AddSingleton(rig.Queries).AddSingleton(rig.Execution).AddSingleton(rig.Versions).AddSingleton(rig.Use)
            .BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        CultureInfo.CurrentUICulture = before;
        await services.DisposeAsync();
        await rig.DisposeAsync();
    }

    [Theory, InlineData(0), InlineData(1)]
    public async Task A_damaged_answer_gives_a_page_and_no_error(int number)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var mutations = new JsonMutations(firstSeed + number);
        var templates = rig.Wshoto.Templates.ToList();
        var answer = "";
        rig.Wshoto.Rewrite = (call, text) => call == WshotoCall.Token ? text : answer = mutations.Damage(text);
        var shown = new int[3];

        for (var n = 0; n < 2500; n++)
        {
            // An answer of its own: no earlier copy may stand in for it.
            rig.Wshoto.Templates = [templates[n % templates.Count] with { Id = 1_000_000L + n }];
            await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
            var html = await renderer.Dispatcher.InvokeAsync(async () =>
                (await renderer.RenderComponentAsync<TemplateView>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(TemplateView.TemplateId)] = 1_000_000L + n, [nameof(TemplateView.Embedded)] = true }))).ToHtmlString());
            var kind = html.Contains("template-materials", StringComparison.Ordinal) && html.Contains("template-targeting", StringComparison.Ordinal) && html.Contains("template-raw-title", StringComparison.Ordinal) ? 0
                : html.Contains("upstream-answer", StringComparison.Ordinal) ? 1 : html.Contains("empty-state", StringComparison.Ordinal) ? 2 : -1;
            Assert.True(kind >= 0, $"Answer {n} gave no page: {answer[..Math.Min(answer.Length, 2000)]}");
            shown[kind]++;
        }

        Assert.True(shown[0] > 2000, $"Only {shown[0]} of 2500 gave a template, {shown[1]} a raw answer, {shown[2]} none");
        Assert.DoesNotContain(logs.Entries, x => x.Level >= LogLevel.Error);
    }

    private sealed class Here : NavigationManager
    {
        public Here() => Initialize("http://localhost/", "http://localhost/templates/1");

        protected override void NavigateToCore(string uri, NavigationOptions options)
        {
        }
    }

    private sealed class NoScript : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => throw new InvalidOperationException("There is no browser.");

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => throw new InvalidOperationException("There is no browser.");
    }
}

public sealed class TemplateFuzzInEnglishTests() : TemplateFuzzTests("en", 1);

public sealed class TemplateFuzzInChineseTests() : TemplateFuzzTests("zh-CN", 3);
