using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Dashboard.Auth.Frames;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;

namespace Dashboard.Tests.Shared;

/// <summary>Every cookie that the product sets, with what it may be used for. One that does not stand here fails.</summary>
public sealed partial class CookieTests
{
    private static readonly Dictionary<string, string> Https = new()
    {
        ["__Host-dashboard"] = "httponly path=/ samesite=lax secure",
        ["__Host-dashboard-form"] = "httponly path=/ samesite=strict secure",
        ["__Host-dashboard-frame"] = "httponly partitioned path=/ samesite=none secure",
        ["__Host-culture"] = "httponly path=/ samesite=lax secure",
        ["__Host-personal"] = "httponly path=/ samesite=lax secure",
        ["__Host-embed-culture"] = "httponly partitioned path=/ samesite=none secure",
        // It comes with a POST from the provider's page, and only to the one path: the prefix for the host allows neither.
        ["__Secure-dashboard-signin."] = "httponly path=/signin-oidc samesite=none secure",
    };

    private static readonly Dictionary<string, string> Http = new()
    {
        ["dashboard"] = "httponly path=/ samesite=lax",
        ["dashboard-form"] = "httponly path=/ samesite=strict",
        ["culture"] = "httponly path=/ samesite=lax",
        ["personal"] = "httponly path=/ samesite=lax",
        ["embed-culture"] = "httponly path=/ samesite=lax",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_https_each_is_bound_to_this_host_and_out_of_reach_of_scripts()
    {
        await using var app = new DashboardApp { Environment = "Production", Entra = new(), Framing = ["https://portal.example"] };
        using var walk = new Walk(app, "https://dashboard.test");
        await walk.GetAsync(Links.SignIn);
        using (var leave = await walk.GetAsync(Links.SignInEntraId)) await walk.PostAsync("/signin-oidc", app.Entra!.Answer(leave.Headers.Location!));
        await walk.GetAsync(Links.Batches);
        await walk.GetAsync("/culture?name=zh-CN&returnUrl=/batches");
        await walk.GetAsync("/embed/tasks?culture=zh-CN");
        await walk.RedeemAsync();
        await walk.HideAsync();
        await walk.PostAsync(Links.SignOut, new() { ["__RequestVerificationToken"] = await DashboardApp.TokenAsync(walk.Client, Links.SignOut) });

        Assert.Equal(Https.OrderBy(x => x.Key, StringComparer.Ordinal), walk.Seen.OrderBy(x => x.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task On_a_developers_machine_without_https_they_are_the_same_but_for_that()
    {
        await using var app = new DashboardApp { Framing = ["https://portal.example"] };
        using var walk = new Walk(app, "http://localhost");
        await walk.PostAsync(Links.SignInDevelopment, new() { ["role"] = "Manager", ["__RequestVerificationToken"] = await DashboardApp.TokenAsync(walk.Client, Links.SignIn) });
        await walk.GetAsync(Links.SignIn);
        await walk.GetAsync(Links.Batches);
        await walk.GetAsync("/culture?name=zh-CN&returnUrl=/batches");
        await walk.GetAsync("/embed/tasks?culture=zh-CN");
        await walk.HideAsync();

        Assert.Equal(Http.OrderBy(x => x.Key, StringComparer.Ordinal), walk.Seen.OrderBy(x => x.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Scripts_set_the_theme_and_the_time_zone_and_nothing_else()
    {
        var scripts = Directory.EnumerateFiles(Path.Combine(SourceTree.Top, "wwwroot"), "*.js", SearchOption.AllDirectories)
            .Concat(SourceTree.Files(".js").Select(x => Path.Combine(SourceTree.Product, x))).Select(File.ReadAllText).ToList();

        Assert.Equal(["theme", "tz"], scripts.SelectMany(x => Named().Matches(x)).Select(x => x.Groups[1].Value).Distinct().Order());
        // Beside those, what only asks whether the browser keeps any, and is gone at once.
        Assert.Equal(["\"probe=", "\"probe=1", "`${name}=${value}", "`${probe}", "probe"], scripts.SelectMany(x => Written().Matches(x)).Select(x => x.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("setCookie\\(\"(\\w+)\"")]
    private static partial Regex Named();

    [GeneratedRegex(@"document\.cookie\s*=\s*([^;]+)")]
    private static partial Regex Written();

    // A browser that notes the attributes of what it is given.
    private sealed partial class Walk : IDisposable
    {
        private readonly Noting noting = new();
        private readonly string origin;

        public Walk(DashboardApp app, string origin)
        {
            this.origin = origin;
            Client = app.CreateDefaultClient(new Uri(origin), new CookieContainerHandler(new()), noting);
        }

        public HttpClient Client { get; }

        public Dictionary<string, string> Seen => noting.Seen;

        public void Dispose() => Client.Dispose();

        public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative), Cancel);

        public async Task PostAsync(string path, Dictionary<string, string> form)
        {
            using var content = new FormUrlEncodedContent(form);
            using var answer = await Client.PostAsync(new Uri(path, UriKind.Relative), content, Cancel);
        }

        /// <summary>Hides personal data, and sees that the next page knows.</summary>
        public async Task HideAsync()
        {
            await PostAsync(Links.Personal, new() { ["hide"] = "true", ["__RequestVerificationToken"] = await DashboardApp.TokenAsync(Client, Links.Batches) });
            using var page = await GetAsync(Links.Batches);
            Assert.Contains("data-testid=\"personal-hidden\"", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        /// <summary>Takes the session over into a frame.</summary>
        public async Task RedeemAsync()
        {
            const string page = "/embed/tasks", secret = "what only the frame knows";
            using var window = await GetAsync(Links.WithQuery(Links.EmbedSignIn, [new("page", page), new("challenge", FrameCodes.ChallengeOf(secret))]));
            var code = Code().Match(await window.Content.ReadAsStringAsync(Cancel)).Groups[1].Value;
            using var message = new HttpRequestMessage(HttpMethod.Post, Links.EmbedRedeem) { Content = JsonContent.Create(new { code, page, secret }), Headers = { { "Origin", origin } } };
            using var answer = await Client.SendAsync(message, Cancel);
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        [GeneratedRegex("data-frame-code=\"([^\"]+)\"")]
        private static partial Regex Code();
    }

    private sealed class Noting : DelegatingHandler
    {
        public Dictionary<string, string> Seen { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                var parts = cookie.ToLowerInvariant().Split("; ");
                // The correlation cookie's name ends with a number of its own; how long a cookie lives is not its attribute here.
                var name = cookie.Split('=')[0];
                if (name.StartsWith("__Secure-dashboard-signin.", StringComparison.Ordinal)) name = "__Secure-dashboard-signin.";
                Seen[name] = string.Join(' ', parts.Skip(1).Where(x => !x.StartsWith("expires=", StringComparison.Ordinal) && !x.StartsWith("max-age=", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            }
            return answer;
        }
    }
}
