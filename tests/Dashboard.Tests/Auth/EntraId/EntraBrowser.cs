using System.Net;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;

namespace Dashboard.Tests.Auth.EntraId;

/// <summary>A browser over https that follows nothing by itself, with its cookies.</summary>
public sealed class EntraBrowser(DashboardApp app)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly HttpClient client = app.CreateDefaultClient(new Uri("https://dashboard.test"), new CookieContainerHandler(new()));

    /// <summary>Leaves for the provider.</summary>
    public async Task<Uri> LeaveAsync(string? returnUrl = null)
    {
        using var answer = await GetAsync(Links.SignInEntraIdThen(returnUrl));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!;
    }

    /// <summary>Comes back from the provider.</summary>
    /// <returns>Where the dashboard leads.</returns>
    public async Task<string> ComeBackAsync(Dictionary<string, string> form)
    {
        using var answer = await PostAsync("/signin-oidc", form);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>Signs in.</summary>
    /// <returns>Where the dashboard leads.</returns>
    public async Task<string> SignInAsync(string? returnUrl = null) => await ComeBackAsync(app.Entra!.Answer(await LeaveAsync(returnUrl)));

    public async Task<HttpResponseMessage> GetAsync(string address, string? destination = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        if (destination is not null) request.Headers.Add("Sec-Fetch-Dest", destination);
        return await client.SendAsync(request, Cancel);
    }

    public async Task<string> ReadAsync(string address) => WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(address, UriKind.Relative), Cancel));

    public async Task<HttpResponseMessage> PostAsync(string address, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        return await client.PostAsync(new Uri(address, UriKind.Relative), content, Cancel);
    }

    public async Task<HttpResponseMessage> SignOutAsync() =>
        await PostAsync(Links.SignOut, new() { ["__RequestVerificationToken"] = await DashboardApp.TokenAsync(client, Links.SignOut) });

    /// <summary>Whether it is signed in.</summary>
    public async Task<bool> IsSignedInAsync()
    {
        using var answer = await GetAsync(Links.Batches);
        return answer.StatusCode == HttpStatusCode.OK || answer.Headers.Location?.AbsolutePath == Links.Forbidden;
    }
}
