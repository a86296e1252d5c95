using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>An export whose server ends in the middle, over a real connection.</summary>
public sealed partial class TaskExportCrashTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_server_that_dies_or_is_stopped_leaves_no_file_that_looks_complete(bool dies)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddTasksAsync(Enumerable.Range(1, 12_000).Select(i => TaskData.Mirrored(i, x => x.Description = new('x', 4000))));
        await using var product = await ProductProcess.StartAsync(("ConnectionStrings:Dashboard", database.ConnectionString), ("Sandbox:Enabled", "false"), ("Incs:BaseUrl", "http://127.0.0.1:9"), ("Incs:Token", "unused"));
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(Listening().Match(product.Output).Groups[1].Value), Timeout = Timeout.InfiniteTimeSpan };
        await SignInAsync(client);
        using var answer = await client.GetAsync(new Uri(Links.TasksExport, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
        await body.ReadExactlyAsync(new byte[100_000], Cancel);

        if (dies) await product.KillAsync();
        else Assert.Equal(0, await product.StopAsync());

        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null, Cancel));
    }

    private static async Task SignInAsync(HttpClient client)
    {
        var form = new Dictionary<string, string> { ["role"] = Roles.Manager, ["__RequestVerificationToken"] = await DashboardApp.TokenAsync(client, Links.SignIn) };
        using var answer = await client.PostAsync(new Uri(Links.SignInDevelopment, UriKind.Relative), new FormUrlEncodedContent(form), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [GeneratedRegex("Now listening on: (\\S+)")]
    private static partial Regex Listening();
}
