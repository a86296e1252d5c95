using System.Security.Claims;
using Dashboard.Auth;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Support;

public static class TestUsers
{
    /// <summary>The product's policies.</summary>
    public static IAuthorizationService Authorization() => new ServiceCollection().AddLogging()
        .AddAuthorizationCore(x =>
        {
            x.AddPolicy(Policies.View, p => p.RequireRole(Roles.Viewer, Roles.Manager, Roles.Admin));
            x.AddPolicy(Policies.Manage, p => p.RequireRole(Roles.Manager, Roles.Admin));
        }).BuildServiceProvider().GetRequiredService<IAuthorizationService>();

    public static ClaimsPrincipal WithRole(string role) => new(new ClaimsIdentity(
        [new("name", $"Test {role}"), new("preferred_username", $"{role}@test"), new(Roles.ClaimType, role)], "test", "name", Roles.ClaimType));
}
