using Bunit;
using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Shared;

public sealed class NoticeBarTests : ComponentTest
{
    private readonly Notices notices = new();

    public NoticeBarTests() : base(Roles.Manager)
    {
        Services.AddSingleton(notices);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public void A_notice_for_the_person_shows_on_any_page_with_a_link()
    {
        var bar = Render<NoticeBar>();

        notices.Publish(new("Manager@test", "Notice_Completed", "april.csv", "/batches/12"));

        bar.WaitForAssertion(() => Assert.Contains("april.csv", bar.Markup, StringComparison.Ordinal));
        Assert.Equal("/batches/12", bar.Find("a").GetAttribute("href"));
        Assert.Contains("All its tasks have an outcome.", bar.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_notice_for_somebody_else_does_not()
    {
        var bar = Render<NoticeBar>();

        notices.Publish(new("Admin@test", "Notice_Completed", "april.csv", "/batches/12"));
        notices.Publish(new("Manager@test", "Notice_Stopped", "may.csv", "/batches/13"));

        bar.WaitForAssertion(() => Assert.Contains("may.csv", bar.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("april.csv", bar.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_it_is_about_needs_none()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/batches/12?state=rejected");
        var bar = Render<NoticeBar>();

        notices.Publish(new("Manager@test", "Notice_Completed", "april.csv", "/batches/12"));
        notices.Publish(new("Manager@test", "Notice_Completed", "may.csv", "/batches/13"));

        bar.WaitForAssertion(() => Assert.Single(bar.FindAll(".notice")));
        Assert.Contains("may.csv", bar.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_closed_by_a_click()
    {
        var bar = Render<NoticeBar>();
        notices.Publish(new("Manager@test", "Notice_Completed", "april.csv", "/batches/12"));
        bar.WaitForAssertion(() => Assert.Single(bar.FindAll(".notice")));

        await bar.ClickOnAsync("button");

        Assert.Empty(bar.FindAll(".notice"));
    }
}
