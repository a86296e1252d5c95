using System.Net;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Audit;

/// <summary>The export over HTTP.</summary>
public sealed class AuditExportTests(DashboardApp app) : IClassFixture<DashboardApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_matches_stands_in_the_file_and_no_cell_is_a_formula()
    {
        await AddAsync("file@test", "batch.pause", "batch 12", "=1+1, \"x\"");
        await AddAsync("file@test", "batch.resume", "batch 12", null);
        var (browser, _) = await app.SignInAsync(Roles.Admin);

        using var answer = await browser.GetAsync(new Uri($"{Links.AuditExport}?who=file&action=batch.pause", UriKind.Relative), Cancel);
        var lines = (await answer.Content.ReadAsStringAsync(Cancel)).TrimStart('\uFEFF').TrimEnd().Split("\r\n");

        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(["at,who,action,action_text,target,detail,detail_text,address", "2026-04-15 12:00:00.000Z,file@test,batch.pause,Paused a batch,batch 12,\"'=1+1, \"\"x\"\"\",\"'=1+1, \"\"x\"\"\",127.0.0.1"], lines);
    }

    [Fact]
    public async Task The_export_is_in_the_log_itself_with_its_filters_and_its_end()
    {
        var (browser, _) = await app.SignInAsync(Roles.Admin);

        await browser.GetStringAsync(new Uri($"{Links.AuditExport}?action=batch.undo", UriKind.Relative), Cancel);

        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        var begun = await db.AuditEntries.SingleAsync(x => x.Detail == "filter=action=batch.undo", Cancel);
        var ended = await db.AuditEntries.Where(x => x.Id > begun.Id).OrderBy(x => x.Id).FirstAsync(Cancel);
        Assert.Equal(("audit.export", "audit.export.end", "end=Completed; rows=0"), (begun.Action, ended.Action, ended.Detail));
    }

    [Fact]
    public async Task A_number_that_may_be_a_phone_is_not_recorded_as_what_was_filtered_by()
    {
        var (browser, _) = await app.SignInAsync(Roles.Admin);

        await browser.GetStringAsync(new Uri($"{Links.AuditExport}?target=6281512345678", UriKind.Relative), Cancel);

        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        Assert.True(await db.AuditEntries.AnyAsync(x => x.Detail == "filter=target=***", Cancel));
        Assert.False(await db.AuditEntries.AnyAsync(x => x.Detail!.Contains("6281512345678"), Cancel));
    }

    [Fact]
    public async Task A_manager_gets_none()
    {
        var (browser, _) = await app.SignInAsync(Roles.Manager);

        using var answer = await browser.GetAsync(new Uri(Links.AuditExport, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Signing_in_and_out_are_recorded()
    {
        var (browser, token) = await app.SignInAsync(Roles.Viewer);
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);

        using var answer = await browser.PostAsync(new Uri(Links.SignOut, UriKind.Relative), form, Cancel);

        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        Assert.Equal(["signin", "signin.out"], await db.AuditEntries.Where(x => x.Who == "vera@dashboard.local").OrderBy(x => x.Id).Select(x => x.Action).ToListAsync(Cancel));
    }

    private async Task AddAsync(string who, string action, string? target, string? detail)
    {
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        db.AuditEntries.Add(new AuditEntry { At = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero), Who = who, Action = action, Target = target, Detail = detail, Address = "127.0.0.1" });
        await db.SaveChangesAsync(Cancel);
    }
}
