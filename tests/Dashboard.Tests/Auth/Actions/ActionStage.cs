using System.Security.Claims;
using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Auth.Actions;

/// <summary>A page of the whole product, open before somebody whose roles change meanwhile. The page's own clock does not tick: nothing is rendered between that and what they do.</summary>
internal sealed class ActionStage : ComponentTest
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly AsyncServiceScope scope;

    public ActionStage(DashboardApp app) : base(new ClaimsPrincipal(new ChangingIdentity()))
    {
        App = app;
        scope = app.Services.CreateAsyncScope();
        Services.AddFallbackServiceProvider(scope.ServiceProvider);
        Services.AddSingleton<TimeProvider>(new StillTime());
        Services.AddSingleton(Get<IAuthorizationService>());
        Services.AddSingleton(Get<IAuthorizationPolicyProvider>());
        Services.AddScoped(x => new Unmasking(Get<AuditTrail>(), Get<IAuthorizationService>(), x.GetRequiredService<NavigationManager>(), NullLogger<Unmasking>.Instance));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public DashboardApp App { get; }

    public ClaimsPrincipal Person => User;

    public IDbContextFactory<DashboardDb> Databases => App.Databases;

    /// <summary>What an action that only reads brought to see.</summary>
    public string Seen { get; set; } = "";

    public T Get<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    /// <summary>The person's roles change; the page does not know.</summary>
    public void Become(string who) => ((ChangingIdentity)User.Identity!).Become(who);

    public void GoTo(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    public async Task WriteAsync(Func<DashboardDb, Task> change)
    {
        await using var db = await Databases.CreateDbContextAsync();
        await change(db);
        await db.SaveChangesAsync();
    }

    /// <summary>A draft as the upload leaves it.</summary>
    public async Task<Batch> UploadAsync(byte[] sheet)
    {
        var (stored, folder) = (SheetFolder.NewName(), Get<SheetFolder>());
        await File.WriteAllBytesAsync(folder.PathOf(stored), sheet);
        var batch = new Batch { SheetName = "sheet.csv", StoredFile = stored, SheetBytes = sheet.Length, CreatedBy = "mei@test", CreatedAt = DateTimeOffset.UtcNow };
        (await SheetSource.ReadHeadAsync(folder.PathOf(stored), new SheetChoice(), CancellationToken.None)).ApplyTo(batch);
        await WriteAsync(async db => await db.Batches.AddAsync(batch));
        return batch;
    }

    /// <summary>A draft as the check leaves it.</summary>
    public async Task<Batch> CheckAsync(string sheet)
    {
        var batch = await UploadAsync(System.Text.Encoding.UTF8.GetBytes(sheet));
        await Get<SheetCheck>().RunAsync(batch.Id, ColumnMapping.Guess(SheetQueries.Headers(batch)), new RunningSheetCheck(), CancellationToken.None);
        return (await Get<SheetQueries>().FindAsync(batch.Id, CancellationToken.None))!;
    }

    /// <summary>A click on what is there now.</summary>
    public static Func<Task> Click<T>(IRenderedComponent<T> view, string selector, int index = 0) where T : IComponent
    {
        view.WaitForAssertion(() => Assert.True(view.FindAll(selector).Count > index, $"no {selector} in {view.Markup}"), Patience);
        var element = view.FindAll(selector)[index];
        return () => view.InvokeAsync(() => element.ClickAsync(new()));
    }

    /// <summary>A click on the button of that text or title.</summary>
    public static Func<Task> ClickNamed<T>(IRenderedComponent<T> view, string name) where T : IComponent
    {
        view.WaitForAssertion(() => Assert.True(At() >= 0, $"no button {name} in {view.Markup}"), Patience);
        return Click(view, "button", At());
        int At() => view.FindAll("button").ToList().FindIndex(x => !x.HasAttribute("disabled") && (x.TextContent.Contains(name, StringComparison.Ordinal) || x.GetAttribute("title") == name));
    }

    /// <summary>What is there now is sent off.</summary>
    public static Func<Task> Submit<T>(IRenderedComponent<T> view, string selector) where T : IComponent
    {
        var form = view.WaitForElement(selector, Patience);
        return () => view.InvokeAsync(() => form.SubmitAsync(EventArgs.Empty));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await scope.DisposeAsync();
    }
}
