using System.Reflection;
using Dashboard.Auth;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Tests.Auth;

public sealed class PagePolicyTests
{
    private static readonly string[] Public = ["/signin", "/forbidden", "/not-found", "/refused/{Status:int}", "/error"];

    public static TheoryData<string> Routes() =>
        [.. from page in typeof(App).Assembly.GetTypes() from route in page.GetCustomAttributes<RouteAttribute>() select route.Template];

    [Theory, MemberData(nameof(Routes))]
    public void Every_page_names_its_policy(string route)
    {
        var page = typeof(App).Assembly.GetTypes().Single(x => x.GetCustomAttributes<RouteAttribute>().Any(r => r.Template == route));
        var policies = page.GetCustomAttributes<AuthorizeAttribute>().Select(x => x.Policy).ToArray();

        if (Public.Contains(route)) Assert.NotNull(page.GetCustomAttribute<AllowAnonymousAttribute>());
        else Assert.Contains(Assert.Single(policies), new[] { Policies.View, Policies.Manage, Policies.Administer });
    }
}
