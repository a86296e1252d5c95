using System.Net;
using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Shared;

public sealed class RateLimitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_sign_in_attempts_are_refused_with_the_time_to_wait_and_pages_are_still_answered()
    {
        await using var app = new DashboardApp { IsLimited = true };
        var (person, _) = await app.SignInAsync(Roles.Viewer);
        using var stranger = app.CreateDefaultClient();

        var answers = new List<HttpStatusCode>();
        for (var n = 0; n < 1000; n++)
        {
            using var content = new FormUrlEncodedContent([]);
            using var answer = await stranger.PostAsync(new Uri(Links.SignInDevelopment, UriKind.Relative), content, Cancel);
            answers.Add(answer.StatusCode);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests) continue;
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }

        Assert.True(answers.Count(x => x == HttpStatusCode.TooManyRequests) >= 900);
        using var page = await person.GetAsync(new Uri(Links.Batches, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Exports_are_limited_for_a_person_and_not_for_others()
    {
        await using var app = new DashboardApp { IsLimited = true };
        var (busy, _) = await app.SignInAsync(Roles.Manager);
        var (calm, _) = await app.SignInAsync(Roles.Admin);

        var refused = 0;
        for (var n = 0; n < 40; n++)
        {
            using var answer = await busy.GetAsync(new Uri("/batches/1/result.csv", UriKind.Relative), Cancel);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) refused++;
        }

        Assert.True(refused >= 10);
        using var other = await calm.GetAsync(new Uri("/batches/1/result.csv", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }
}
