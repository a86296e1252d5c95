using System.Net;
using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Auth.Sessions;

public sealed class SecondNodeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Servers_with_one_database_and_folders_of_their_own_know_each_others_sessions()
    {
        var database = await PostgresDatabases.CreateAsync();
        await using (var first = new DashboardApp { ConnectionString = database })
        await using (var second = new DashboardApp { ConnectionString = database })
        {
            var cookies = new CookieContainer();
            var (there, token) = await first.SignInAsync(Roles.Manager, cookies);
            using var here = second.CreateDefaultClient(new Microsoft.AspNetCore.Mvc.Testing.Handlers.CookieContainerHandler(cookies));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(here));

            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
            using var answer = await there.PostAsync(new Uri(Links.SignOut, UriKind.Relative), form, Cancel);

            Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(here));
        }
        await PostgresDatabases.DropAsync(database);
    }

    [Fact]
    public async Task A_session_outlives_the_server()
    {
        await using var database = await TestDatabase.CreateAsync();
        var cookies = new CookieContainer();
        await using (var before = new DashboardApp { ConnectionString = database.ConnectionString }) await before.SignInAsync(Roles.Viewer, cookies);

        await using var after = new DashboardApp { ConnectionString = database.ConnectionString };

        using var browser = after.CreateDefaultClient(new Microsoft.AspNetCore.Mvc.Testing.Handlers.CookieContainerHandler(cookies));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));
        await using var db = database.CreateDbContext();
        Assert.Equal(1, await db.DataProtectionKeys.CountAsync(Cancel));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser)
    {
        using var page = await browser.GetAsync(new Uri(Links.Batches, UriKind.Relative), Cancel);
        return page.StatusCode;
    }
}
