using System.Runtime.CompilerServices;
using System.Security.Claims;
using Bunit;
using Dashboard.Auth;
using Dashboard.Shared;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace Dashboard.Tests.Support;

/// <summary>bUnit with the product's cascading values and texts; components see the user of the given role, who hides personal data or not.</summary>
public abstract class ComponentTest : BunitContext
{
    protected ComponentTest(string role = Roles.Manager, bool hides = false) : this(TestUsers.WithRole(role), hides)
    {
    }

    protected ComponentTest(ClaimsPrincipal user, bool hides = false)
    {
        // bUnit's own comparer needs AngleSharp.Diffing; see the project of that name beside this one.
        var comparer = typeof(BunitContext).Assembly.GetType("Bunit.Diffing.HtmlComparer", throwOnError: true)!;
        Services.AddSingleton(comparer, RuntimeHelpers.GetUninitializedObject(comparer));
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddRadzenComponents();
        Services.AddSingleton<TimeProvider>(Time);
        User = user;
        var authentication = Task.FromResult(new AuthenticationState(User));
        Services.AddCascadingValue(_ => authentication);
        Services.AddCascadingValue(_ => new ClientContext(TimeZoneInfo.Utc, "127.0.0.1") { HidesPersonalData = hides });
        Services.AddCascadingValue(_ => User.Sight(hides));
        Services.AddScoped<Unmasking>();
        Services.AddAuthorizationCore(options =>
        {
            options.AddPolicy(Policies.View, p => p.RequireRole(Roles.Viewer, Roles.Manager, Roles.Admin));
            options.AddPolicy(Policies.Manage, p => p.RequireRole(Roles.Manager, Roles.Admin));
            options.AddPolicy(Policies.Administer, p => p.RequireRole(Roles.Admin));
        });
    }

    protected FakeTime Time { get; } = new();

    protected ClaimsPrincipal User { get; }
}
