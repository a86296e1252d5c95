using System.Globalization;
using System.Net;
using Dashboard.Auth;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Auth;

/// <summary>Who gets in where: every address of the running product, by nobody, Viewer, Manager and Admin. A new address without a line here fails.</summary>
public sealed class RoleMatrixTests(DashboardApp app, ITestOutputHelper output) : IClassFixture<DashboardApp>
{
    private const string Anyone = "anyone";

    // Method, route, an address of it, the least role.
    private static readonly (string Method, string Route, string Address, string Least)[] Matrix =
    [
        ("GET", "/.well-known/security.txt", "/.well-known/security.txt", Anyone),
        ("GET", "/", "/", Roles.Viewer),
        ("GET", "/assign", "/assign", Roles.Manager),
        ("POST", "/assign/upload", "/assign/upload", Roles.Manager),
        ("GET", "/audit", "/audit", Roles.Admin),
        ("GET", "/audit/export.csv", "/audit/export.csv", Roles.Admin),
        ("GET", "/batches", "/batches", Roles.Viewer),
        ("GET", "/batches/{Id:long}", "/batches/1", Roles.Viewer),
        ("GET", "/batches/{id:long}/errors.csv", "/batches/1/errors.csv", Roles.Manager),
        ("GET", "/batches/{id:long}/result.csv", "/batches/1/result.csv", Roles.Manager),
        ("GET", "/culture", "/culture?name=en", Anyone),
        ("GET", "/embed/batches/{Id:long}", "/embed/batches/1", Roles.Viewer),
        ("GET", "/embed/signin", "/embed/signin", Roles.Viewer),
        ("GET", "/embed/tasks", "/embed/tasks", Roles.Viewer),
        ("GET", "/embed/tasks/{TaskId:long}", "/embed/tasks/1", Roles.Viewer),
        ("GET", "/embed/templates/{TemplateId:long}", "/embed/templates/1", Roles.Viewer),
        ("GET", "/error", "/error", Anyone),
        ("GET", "/forbidden", "/forbidden", Anyone),
        ("GET", "/health/live", "/health/live", Anyone),
        ("GET", "/health/ready", "/health/ready", Anyone),
        ("GET", "/not-found", "/not-found", Anyone),
        ("GET", "/refused/{Status:int}", "/refused/429", Anyone),
        ("GET", "/settings", "/settings", Roles.Admin),
        ("GET", "/settings/embedding", "/settings/embedding", Roles.Admin),
        ("GET", "/settings/forget", "/settings/forget", Roles.Admin),
        ("GET", "/signin", "/signin", Anyone),
        ("GET", "/signin/seen", "/signin/seen", Roles.Viewer),
        ("GET", "/signout", "/signout", Roles.Viewer),
        ("GET", "/tasks", "/tasks", Roles.Viewer),
        ("GET", "/tasks/{TaskId:long}", "/tasks/1", Roles.Viewer),
        ("GET", "/tasks/export.csv", "/tasks/export.csv", Roles.Manager),
        ("GET", "/templates", "/templates", Roles.Viewer),
        ("GET", "/templates/{TemplateId:long}", "/templates/1", Roles.Viewer),
        ("GET", "/templates/{templateId:long}/answer.json", "/templates/1/answer.json", Roles.Viewer),
        ("GET", "/templates/compare", "/templates/compare", Roles.Viewer),
        ("POST", "/embed/redeem", "/embed/redeem", Anyone),
        ("POST", "/embed/signout", "/embed/signout", Anyone),
        ("POST", "/personal", "/personal", Roles.Manager),
        ("POST", "/signin/development", "/signin/development", Anyone),
        ("POST", "/signout", "/signout", Anyone),
        // What a page's own script asks for.
        ("GET", "/_framework/opaque-redirect", "/_framework/opaque-redirect", Roles.Viewer),
        // The circuit of every page.
        ("POST", "/_blazor", "/_blazor", Roles.Viewer),
        ("POST", "/_blazor/negotiate", "/_blazor/negotiate?negotiateVersion=1", Roles.Viewer),
        ("POST", "/_blazor/disconnect/", "/_blazor/disconnect/", Roles.Viewer),
        ("GET", "/_blazor/initializers/", "/_blazor/initializers/", Roles.Viewer),
    ];

    private static readonly string[] Ranks = [Anyone, Roles.Viewer, Roles.Manager, Roles.Admin];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_address_of_the_product_stands_in_the_matrix()
    {
        var known = Matrix.Select(x => x.Route).ToHashSet();

        Assert.Equal([], Routes().Where(x => !known.Contains(x)).Distinct());
        Assert.Equal([], known.Except(Routes()));
    }

    [Fact]
    public void Only_the_addresses_for_anyone_are_open_without_signing_in()
    {
        var open = Endpoints().Where(x => x.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(x => x.RoutePattern.RawText!);

        Assert.Equal(Matrix.Where(x => x.Least == Anyone).Select(x => x.Route).Distinct().Order(), open.Where(x => Matrix.Any(m => m.Route == x && m.Least == Anyone)).Distinct().Order());
        Assert.DoesNotContain(open, x => Matrix.All(m => m.Route != x || m.Least != Anyone));
    }

    [Fact]
    public async Task Each_address_lets_in_who_has_the_role_and_nobody_else()
    {
        var wrong = new List<string>();
        var lines = new List<string> { Line("method", "address", Ranks) };
        var people = new Dictionary<string, HttpClient> { [Anyone] = app.CreateDefaultClient() };
        foreach (var role in Ranks[1..]) people[role] = (await app.SignInAsync(role)).Client;
        foreach (var (method, _, address, least) in Matrix)
        {
            var got = new List<string>();
            foreach (var who in Ranks)
            {
                // Signing out ends the session that others of this test need.
                if (address == "/signout" && method == "POST") continue;
                using var message = new HttpRequestMessage(new(method), new Uri(address, UriKind.Relative));
                using var answer = await people[who].SendAsync(message, HttpCompletionOption.ResponseHeadersRead, Cancel);
                var outcome = Outcome(answer);
                got.Add(outcome);
                var expected = Array.IndexOf(Ranks, who) >= Array.IndexOf(Ranks, least) ? "in" : who == Anyone ? "sign in" : "forbidden";
                if (outcome != expected) wrong.Add($"{method} {address} as {who}: {outcome} ({(int)answer.StatusCode}), not {expected}");
            }
            lines.Add(Line(method, address, got));
        }
        foreach (var line in lines) output.WriteLine(line);
        foreach (var client in people.Values) client.Dispose();

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Nothing_is_taken_without_the_token_that_only_our_own_pages_have()
    {
        var (admin, _) = await app.SignInAsync(Roles.Admin);
        var taken = new List<string>();
        foreach (var endpoint in Endpoints().Where(x => x.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST") == true))
        {
            var route = endpoint.RoutePattern.RawText!;
            var address = Matrix.First(x => x.Route == route).Address;
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["role"] = Roles.Admin });
            using var answer = await admin.PostAsync(new Uri(address, UriKind.Relative), form, Cancel);
            if (answer.StatusCode != HttpStatusCode.BadRequest) taken.Add($"{route}: {(int)answer.StatusCode}");
        }

        Assert.Equal([], taken);
    }

    [Fact]
    public async Task Every_address_answers_with_the_headers_that_protect_it()
    {
        var (admin, _) = await app.SignInAsync(Roles.Admin);
        var lacking = new List<string>();
        foreach (var (method, _, address, _) in Matrix.Where(x => x.Address != "/signout"))
        {
            using var message = new HttpRequestMessage(new(method), new Uri(address, UriKind.Relative));
            using var answer = await admin.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, Cancel);
            foreach (var name in new[] { "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy" })
            {
                if (!answer.Headers.Contains(name)) lacking.Add($"{method} {address}: {name}");
            }
            // Nobody's page lies in a cache that others share.
            if (answer.Headers.CacheControl is not ({ NoStore: true } or { Private: true, NoCache: true })) lacking.Add($"{method} {address}: Cache-Control {answer.Headers.CacheControl}");
            var scripts = answer.Headers.GetValues("Content-Security-Policy").Single().Split(';').Single(x => x.Trim().StartsWith("script-src ", StringComparison.Ordinal));
            if (scripts.Contains("unsafe", StringComparison.Ordinal)) lacking.Add($"{method} {address}: {scripts}");
        }

        Assert.Equal([], lacking);
    }

    private static string Line(string method, string address, IEnumerable<string> cells) =>
        string.Create(CultureInfo.InvariantCulture, $"{method,-6} {address,-42} {string.Join(' ', cells.Select(x => x.PadRight(10)))}");

    // What comes after the door, such as "not found" or "no token", is not the door's.
    private static string Outcome(HttpResponseMessage answer) => answer switch
    {
        { StatusCode: HttpStatusCode.Unauthorized } => "sign in",
        { StatusCode: HttpStatusCode.Forbidden } => "forbidden",
        { StatusCode: HttpStatusCode.Redirect, Headers.Location: { } to } when to.ToString().Contains("/signin", StringComparison.Ordinal) => "sign in",
        { StatusCode: HttpStatusCode.Redirect, Headers.Location: { } to } when to.ToString().Contains("/forbidden", StringComparison.Ordinal) => "forbidden",
        { StatusCode: >= HttpStatusCode.InternalServerError } => "broken",
        _ => "in",
    };

    private IEnumerable<string> Routes() => Endpoints().Select(x => x.RoutePattern.RawText!);

    // Static files are anybody's, and have a test of their own.
    private IEnumerable<RouteEndpoint> Endpoints()
    {
        using var started = app.CreateDefaultClient();
        return [.. app.Services.GetServices<EndpointDataSource>().SelectMany(x => x.Endpoints).OfType<RouteEndpoint>()
            .Where(x => x.Metadata.All(m => m.GetType().FullName?.StartsWith("Microsoft.AspNetCore.StaticAssets.", StringComparison.Ordinal) != true) && x.RoutePattern.RawText != "{**path:file}")];
    }
}
