using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Dashboard.Tests.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Shared;

public static class PersonalTests
{
    private const string Number = "6281512345678";

    public sealed class For_a_viewer() : ComponentTest(Roles.Viewer)
    {
        [Fact]
        public void The_middle_of_the_number_is_hidden_and_nothing_can_be_clicked()
        {
            var phone = this.RenderValue(Personal.Phone, Number);

            Assert.Equal("6281****5678", phone.Find("span[data-phone]").TextContent);
            Assert.Empty(phone.FindAll("button"));
        }

        [Theory, InlineData(Personal.Remark, "call 6281512345678", "call ****"), InlineData("due_amount", "120.50", "****"), InlineData("due_amount", null, "")]
        public void A_text_and_an_amount_are_masked(string kind, string? value, string shown) => Assert.Equal(shown, this.RenderValue(kind, value).Find("span").TextContent);
    }

    public sealed class For_a_viewer_who_hides_it() : ComponentTest(Roles.Viewer, hides: true)
    {
        [Fact]
        public void Nothing_can_be_clicked() => Assert.Empty(this.RenderValue(Personal.Phone, Number).FindAll("button"));
    }

    public sealed class For_a_manager() : ComponentTest(Roles.Manager)
    {
        [Fact]
        public void The_number_is_whole() => Assert.Equal(Number, this.RenderValue(Personal.Phone, Number).Find("span").TextContent);
    }

    public sealed class For_a_manager_who_hides_it : ComponentTest, IAsyncLifetime
    {
        private TestDatabase database = null!;
        private BreakableDatabase broken = null!;

        public For_a_manager_who_hides_it() : base(Roles.Manager, hides: true)
        {
            Services.AddSingleton<IAuthorizationService, DefaultAuthorizationService>();
            Services.AddSingleton<IAuthorizationPolicyProvider, DefaultAuthorizationPolicyProvider>();
            Services.AddSingleton<IDbContextFactory<DashboardDb>>(_ => broken);
            Services.AddSingleton<AuditTrail>();
        }

        public async ValueTask InitializeAsync() => broken = new(database = await TestDatabase.CreateAsync());

        protected override async ValueTask DisposeAsyncCore()
        {
            await base.DisposeAsyncCore();
            await database.DisposeAsync();
        }

        [Fact]
        public void It_is_a_button_with_the_mask_and_a_name()
        {
            var phone = this.RenderValue(Personal.Phone, Number);

            Assert.Equal(("Show phone 6281****5678", "button"), (phone.Find("button").GetAttribute("aria-label"), phone.Find("button").GetAttribute("type")));
            Assert.Equal("6281****5678", phone.Find("button span").TextContent);
            Assert.DoesNotContain("12345678", phone.Markup, StringComparison.Ordinal);
        }

        [Fact]
        public async Task A_click_records_it_and_shows_it()
        {
            var phone = this.RenderValue(Personal.Phone, Number);

            await phone.Find("button").ClickAsync(new());

            Assert.Equal(Number, phone.Find("span").TextContent);
            Assert.Empty(phone.FindAll("button"));
            await using var db = database.CreateDbContext();
            Assert.Equal(["personal.unmask task 7 value=phone"], await db.AuditEntries.Select(x => $"{x.Action} {x.Target} {x.Detail}").ToListAsync(Xunit.TestContext.Current.CancellationToken));
        }

        [Fact]
        public async Task The_same_value_shows_at_its_other_place_too()
        {
            var (phone, other) = (this.RenderValue(Personal.Phone, Number), this.RenderValue(Personal.Phone, Number));

            await phone.Find("button").ClickAsync(new());

            other.WaitForAssertion(() => Assert.Equal(Number, other.Find("span").TextContent));
        }

        [Fact]
        public async Task What_can_not_be_recorded_stays_hidden_and_a_sentence_says_so()
        {
            var phone = this.RenderValue(Personal.Phone, Number);
            broken.IsUnreachable = true;

            await phone.Find("button").ClickAsync(new());

            Assert.Contains("stays hidden", phone.Find("[role=alert]").TextContent, StringComparison.Ordinal);
            Assert.Equal("6281****5678", phone.Find("button span").TextContent);
            Assert.DoesNotContain("12345678", phone.Markup, StringComparison.Ordinal);
        }

        [Theory, InlineData(Personal.Remark, "Sent the link"), InlineData("due_amount", "")]
        public void What_has_nothing_to_hide_is_no_button(string kind, string value) => Assert.Empty(this.RenderValue(kind, value).FindAll("button"));
    }

    private static IRenderedComponent<Personal> RenderValue(this BunitContext page, string kind, string? value) =>
        page.Render<Personal>(p => p.Add(x => x.Kind, kind).Add(x => x.Value, value).Add(x => x.Target, "task 7"));
}
