using System.Globalization;
using Dashboard.Auth;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Templates;

/// <summary>A page of templates before a simulated Wshoto.</summary>
public abstract class TemplateComponentTest(string role = Roles.Manager) : ComponentTest(role), IAsyncLifetime
{
    private protected static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    private readonly CultureInfo before = CultureInfo.CurrentUICulture;

    private protected TemplateRig Rig { get; private set; } = null!;

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    /// <summary>Where the browser stands, without the host.</summary>
    protected string Here => "/" + Navigation.ToBaseRelativePath(Navigation.Uri);

    /// <summary>Origins that may frame pages.</summary>
    private protected IReadOnlyList<string> Framing { get; init; } = [];

    public async ValueTask InitializeAsync()
    {
        Rig = await TemplateRig.StartAsync(Time);
        Services.AddSingleton(Rig.Queries);
        Services.AddSingleton(Rig.Execution);
        Services.AddSingleton(Rig.Versions);
        Services.AddSingleton(Rig.Use);
        Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(new EmbeddingOptions { AllowedOrigins = Framing }));
        Services.AddSingleton(Rig.Lists);
        Services.AddSingleton(Rig.Known);
        Services.AddSingleton<IAuthorizationService, DefaultAuthorizationService>();
        Services.AddSingleton(Rig.Favourites);
        SetRendererInfo(new("Server", isInteractive: true));
    }

    /// <summary>The language of what is rendered from now on.</summary>
    protected static void Speak(string language) => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

    protected override async ValueTask DisposeAsyncCore()
    {
        CultureInfo.CurrentUICulture = before;
        await base.DisposeAsyncCore();
        await Rig.DisposeAsync();
    }
}
