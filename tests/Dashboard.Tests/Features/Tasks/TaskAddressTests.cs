using System.Net;
using System.Text;
using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>Addresses of the tasks over HTTP, as a link or a person may write them.</summary>
public sealed class TaskAddressTests(DashboardApp app) : IClassFixture<DashboardApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("status=x"), InlineData("auth_id=x"), InlineData("creation_id=1e9"), InlineData("batch=-"), InlineData("template=99999999999999999999")]
    [InlineData("page=0"), InlineData("page=-3"), InlineData("page=2147483647"), InlineData("page=99999999999"), InlineData("page=two"), InlineData("task=x"), InlineData("task=4711")]
    [InlineData("from=x"), InlineData("from=0001-01-01&to=0001-01-01"), InlineData("to=9999-12-31"), InlineData("from=9999-12-31"), InlineData("sort=%27;--"), InlineData("q=%25")]
    [InlineData("name="), InlineData("phone=%2B"), InlineData("status=1&status=2"), InlineData("unknown=1")]
    public async Task What_makes_no_sense_in_an_address_breaks_neither_the_grid_nor_the_export(string query)
    {
        var (client, _) = await app.SignInAsync(Roles.Manager);

        foreach (var zone in new[] { "UTC", "Asia/Shanghai", "America/Los_Angeles", "nowhere" })
        {
            Assert.Contains("role=\"search\"", await GetAsync(client, $"{Links.Tasks}?{query}", zone), StringComparison.Ordinal);
            Assert.StartsWith("\uFEFFtask_id,", await GetAsync(client, $"{Links.TasksExport}?{query}", zone), StringComparison.Ordinal);
        }
    }

    [Theory, InlineData("/tasks/4711"), InlineData("/tasks/-1"), InlineData("/tasks/0")]
    public async Task A_task_that_is_not_known_can_be_looked_up(string path)
    {
        var (client, _) = await app.SignInAsync(Roles.Viewer);

        Assert.Contains("is not known here", await GetAsync(client, path), StringComparison.Ordinal);
    }

    [Theory, InlineData("/tasks/x"), InlineData("/tasks/99999999999999999999")]
    public async Task What_is_no_id_is_no_page(string path)
    {
        var (client, _) = await app.SignInAsync(Roles.Viewer);

        using var answer = await client.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<string> GetAsync(HttpClient client, string address, string zone = "UTC")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Cookie", $"tz={Uri.EscapeDataString(zone)}");
        using var answer = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(Cancel));
    }
}
