using System.Security.Claims;
using Dashboard.Auth;

namespace Dashboard.Tests.Support;

public static class TestUsers
{
    public static ClaimsPrincipal WithRole(string role) => new(new ClaimsIdentity(
        [new("name", $"Test {role}"), new("preferred_username", $"{role}@test"), new(Roles.ClaimType, role)], "test", "name", Roles.ClaimType));
}
