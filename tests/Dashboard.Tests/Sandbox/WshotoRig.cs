using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dashboard.Tests.Support;
using Sandbox;
using Sandbox.Wshoto;

namespace Dashboard.Tests.Sandbox;

/// <summary>The simulated Wshoto as any HTTP client meets it.</summary>
internal sealed class WshotoRig : IAsyncDisposable
{
    private const string Calls = "/openapi/task/follow_up/";
    private readonly SandboxHost host;
    private readonly HttpClient http;

    private WshotoRig(SandboxHost host, FakeTime time)
    {
        this.host = host;
        Time = time;
        http = new HttpClient { BaseAddress = host.BaseUrl };
    }

    public FakeTime Time { get; }

    public WshotoState Wshoto => host.Wshoto;

    public static async Task<WshotoRig> StartAsync()
    {
        var time = new FakeTime();
        return new(await SandboxHost.StartAsync(new SandboxOptions { SeedTasks = 0, Time = time }), time);
    }

    /// <summary>The whole answer of the token call.</summary>
    public async Task<JsonElement> AskTokenAsync(string secret = "sandbox-secret")
    {
        using var answer = await http.GetAsync(new Uri($"/openapi/access_token?appid=sandbox-app&app_secret={secret}", UriKind.Relative));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<string> TokenAsync() => (await AskTokenAsync()).GetProperty("data").GetProperty("access_token").GetString()!;

    /// <summary>The whole answer of a call; with a good token where none is given.</summary>
    public async Task<JsonElement> PostAsync(string call, string body, string? token = null)
    {
        token ??= await TokenAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"{Calls}{call}?access_token={token}", UriKind.Relative), content);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Posts to an admin endpoint.</summary>
    public async Task ControlAsync(string path, string body = "{}")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("/sandbox/wshoto/" + path, UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Every record of the list call with a filter, page after page.</summary>
    public async Task<List<JsonElement>> ListAsync(string members = "")
    {
        var records = new List<JsonElement>();
        for (var page = 1; ; page++)
        {
            var answer = await PostAsync("page_query_task_info_list", $"{{\"current_index\":{page},\"page_size\":50{(members.Length > 0 ? "," + members : "")}}}");
            Assert.Equal(0, answer.GetProperty("code").GetInt32());
            var data = answer.GetProperty("data");
            records.AddRange(data.GetProperty("records").EnumerateArray());
            if (page * 50 >= data.GetProperty("total").GetInt32()) return records;
        }
    }

    /// <summary>The detail call's data of every template.</summary>
    public async Task<List<JsonElement>> DetailsAsync()
    {
        var token = await TokenAsync();
        var details = new List<JsonElement>();
        foreach (var template in Wshoto.Templates)
            details.Add((await PostAsync("query_task_detail_info", $"{{\"template_id\":{template.Id}}}", token)).GetProperty("data"));
        return details;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
    }
}
