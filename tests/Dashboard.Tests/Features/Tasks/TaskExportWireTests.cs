using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Auth;
using Dashboard.Features.Tasks;
using Dashboard.Shared;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>Exports over a real connection: a server that ends in the middle, an address that is long.</summary>
public sealed partial class TaskExportWireTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_server_that_dies_or_is_stopped_leaves_no_file_that_looks_complete(bool dies)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddTasksAsync(Enumerable.Range(1, 12_000).Select(i => TaskData.Mirrored(i, x => x.Description = new('x', 4000))));
        await using var product = await StartAsync(database);
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

    [Fact]
    public async Task As_many_tasks_as_can_be_named_fit_into_the_address()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddTasksAsync(TaskData.Mirrored(5));
        await using var product = await StartAsync(database);
        using var client = ClientOf(product);
        await SignInAsync(client);
        var ids = new TaskFilter { Ids = [5, .. Enumerable.Range(1, TaskFilter.MostIds - 1).Select(i => 1_000_000_000L + i)] };

        using var answer = await client.GetAsync(new Uri(ids.Address(Links.TasksExport), UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, (await answer.Content.ReadAsStringAsync(Cancel)).Count(x => x == '\n'));
    }

    private static Task<ProductProcess> StartAsync(TestDatabase database) =>
        ProductProcess.StartAsync(("ConnectionStrings:Dashboard", database.ConnectionString), ("Sandbox:Enabled", "false"), ("Incs:BaseUrl", "http://127.0.0.1:9"), ("Incs:Token", "unused"));

    private static HttpClient ClientOf(ProductProcess product) =>
        new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(Listening().Match(product.Output).Groups[1].Value), Timeout = Timeout.InfiniteTimeSpan };

    private static async Task SignInAsync(HttpClient client)
    {
        var form = new Dictionary<string, string> { ["role"] = Roles.Manager, ["__RequestVerificationToken"] = await DashboardApp.TokenAsync(client, Links.SignIn) };
        using var answer = await client.PostAsync(new Uri(Links.SignInDevelopment, UriKind.Relative), new FormUrlEncodedContent(form), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [GeneratedRegex("Now listening on: (\\S+)")]
    private static partial Regex Listening();
}
