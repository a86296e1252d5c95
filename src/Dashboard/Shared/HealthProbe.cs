namespace Dashboard.Shared;

/// <summary><c>Dashboard --health</c>: asks the app that runs beside it whether it lives, for a container without curl.</summary>
public static class HealthProbe
{
    /// <summary>The argument.</summary>
    public const string Argument = "--health";

    /// <summary>0 when <see cref="Links.HealthReady"/> answers 200 on the first address of <c>ASPNETCORE_URLS</c>, else 1.</summary>
    public static async Task<int> RunAsync()
    {
        var urls = Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "http://localhost:5080";
        var url = urls.Split(';')[0].Replace("+", "localhost", StringComparison.Ordinal).Replace("*", "localhost", StringComparison.Ordinal);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(url), Links.HealthReady));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"{Links.HealthReady} does not answer: {e.Message}");
            return 1;
        }
    }
}
