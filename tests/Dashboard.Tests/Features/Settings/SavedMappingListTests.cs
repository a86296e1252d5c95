using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Settings;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Settings;

public abstract class SavedMappingListTests : ComponentTest, IAsyncLifetime
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);
    private TestDatabase database = null!;

    protected SavedMappingListTests(string role) : base(role)
    {
    }

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        Services.AddSingleton<IDbContextFactory<DashboardDb>>(database);
        Services.AddSingleton<SavedMappingQueries>();
        Services.AddSingleton<AuditTrail>();
        Services.AddSingleton<IAuthorizationService, DefaultAuthorizationService>();
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await database.DisposeAsync();
    }

    private async Task<IRenderedComponent<SavedMappingList>> OpenAsync()
    {
        await using var db = database.CreateDbContext();
        db.SavedMappings.AddRange(Saved("April", 1), Saved("May", 2));
        await db.SaveChangesAsync();
        var list = Render<SavedMappingList>();
        list.WaitForElement("tr[data-mapping]", Generous);
        return list;
    }

    private SavedMapping Saved(string name, int hour) => new()
    {
        Fingerprint = name, Name = name, HeadersJson = """["No HP","","Nama"]""", MappingJson = "{}", UsedBy = "mei@test", UsedAt = Time.GetUtcNow().AddHours(hour - 5),
    };

    private async Task<(string[] Names, string[] Audit)> StateAsync()
    {
        await using var db = database.CreateDbContext();
        return (await db.SavedMappings.OrderBy(x => x.Id).Select(x => x.Name).ToArrayAsync(), await db.AuditEntries.OrderBy(x => x.Id).Select(x => $"{x.Action} {x.Target} {x.Detail}").ToArrayAsync());
    }

    public sealed class For_an_administrator() : SavedMappingListTests(Roles.Admin)
    {
        [Fact]
        public async Task The_mappings_are_listed_with_their_headers_the_last_used_first()
        {
            var list = await OpenAsync();

            Assert.Equal(["May", "April"], list.FindAll("td strong").Select(x => x.TextContent));
            Assert.Equal("3 columns: No HP, Nama", list.Find("td.headers").TextContent);
        }

        [Fact]
        public async Task A_mapping_is_renamed_and_the_audit_log_says_so()
        {
            var list = await OpenAsync();

            await list.Find("[aria-label='Rename April']").ClickAsync(new());
            await list.Find("form input").InputAsync(new ChangeEventArgs { Value = " Jakarta " });
            await list.Find("form").SubmitAsync();

            var state = await StateAsync();
            Assert.Equal(["Jakarta", "May"], state.Names);
            Assert.Equal(["mapping.rename mapping 1 April → Jakarta"], state.Audit);
        }

        [Fact]
        public async Task Deleting_asks_first_and_the_audit_log_says_so()
        {
            var list = await OpenAsync();

            await list.Find("[aria-label='Delete April']").ClickAsync(new());
            Assert.Equal(["April", "May"], (await StateAsync()).Names);
            await list.Find(".button-danger").ClickAsync(new());

            var state = await StateAsync();
            Assert.Equal(["May"], state.Names);
            Assert.Equal(["mapping.delete mapping 1 April"], state.Audit);
        }

        [Fact]
        public async Task What_is_kept_stays()
        {
            var list = await OpenAsync();
            await list.Find("[aria-label='Delete April']").ClickAsync(new());

            await list.FindAll("[role=group] button")[1].ClickAsync(new());

            Assert.Equal(2, list.FindAll("tr[data-mapping] strong").Count);
            Assert.Equal(["April", "May"], (await StateAsync()).Names);
        }
    }

    public sealed class For_a_manager() : SavedMappingListTests(Roles.Manager)
    {
        [Fact]
        public async Task Deleting_is_refused_on_the_server()
        {
            var list = await OpenAsync();
            await list.Find("[aria-label='Delete April']").ClickAsync(new());

            await list.Find(".button-danger").ClickAsync(new());

            Assert.Equal(["April", "May"], (await StateAsync()).Names);
        }
    }
}
