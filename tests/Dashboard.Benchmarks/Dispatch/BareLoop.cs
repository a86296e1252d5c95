using System.Net.Http.Headers;
using System.Text.Json;
using Dashboard.Upstream;
using Dashboard.Upstream.Incs;

namespace Dashboard.Benchmarks.Dispatch;

/// <summary>What the dispatcher is held against: the same POSTs from as many loops, and nothing recorded.</summary>
public static class BareLoop
{
    public static async Task RunAsync(RunOptions options)
    {
        using var http = new HttpClient(UpstreamHandler.Create()) { Timeout = TimeSpan.FromSeconds(30) };
        var address = new Uri(options.Incs, "/external/tasks");
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, options.Concurrency).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next) - 1) < options.Rows;)
            {
                var request = new IncsCreateRequest { Name = $"Bare {options.Seed}", AuthId = 30058, UserPhone = $"63{options.Seed:D3}{i:D8}", UserName = $"Customer {i}", AssigneeUsername = $"incs_{i % 12 + 1}" };
                using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, IncsJsonContext.Default.IncsCreateRequest)) };
                message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sandbox-token");
                using var answer = await http.SendAsync(message);
                using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
                if (json.RootElement.GetProperty("code").GetInt32() != 200) throw new InvalidOperationException(json.RootElement.ToString());
            }
        }));
    }
}
