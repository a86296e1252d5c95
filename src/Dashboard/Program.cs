using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Features.Audit;
using Dashboard.Features.Overview;
using Dashboard.Features.Settings;
using Dashboard.Features.Tasks;
using Dashboard.Features.Templates;
using Dashboard.Shared;
using Dashboard.Upstream.Incs;
using Dashboard.Upstream.Wshoto;

if (args is [HealthProbe.Argument]) return await HealthProbe.RunAsync();

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.Services.AddSingleton(TimeProvider.System);
builder.AddDashboardData();
await builder.AddSandboxAsync();
builder.AddDashboardAuth();
builder.AddIncs();
builder.AddWshoto();
builder.AddJobs();
builder.AddAssign();
builder.AddDispatch();
builder.AddTasks();
builder.AddTemplates();
builder.AddPages();
builder.Services.AddSingleton<OverviewQueries>();
builder.Services.AddSingleton<AuditQueries>();
builder.Services.AddSingleton<SavedMappingQueries>();
builder.Services.AddSingleton<MirrorCheckQueries>();

var app = builder.Build();
await app.MigrateDashboardAsync();

app.UseLoopbackOnlyInDevelopmentMode();
app.UsePages();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapSignIn();
app.MapAssign();
app.MapDispatch();
app.MapTasks();
app.MapTemplates();
app.MapPages();
await app.RunAsync();
return 0;
