using System.Diagnostics;

namespace Dashboard.Tests.Support;

/// <summary>The product as a process of its own, so that a test can end it as a power cut would.</summary>
internal sealed class ProductProcess : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dashboard-process-");
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly System.Text.StringBuilder output = new();
    private Process process = null!;

    /// <summary>Starts it with a folder of its own, in Development, with the given settings; ends when it answers requests, or when it has ended itself.</summary>
    public static async Task<ProductProcess> StartAsync(params (string Key, string Value)[] settings)
    {
        var product = new ProductProcess();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Dashboard.dll")])
        {
            WorkingDirectory = product.folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        (string Key, string Value)[] all =
        [
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("ASPNETCORE_CONTENTROOT", product.folder.FullName), ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("Authentication:Mode", "Development"), ("Wshoto:BaseUrl", "http://127.0.0.1:9"), ("Wshoto:AccessToken", "unused"), .. settings,
        ];
        foreach (var (key, value) in all) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        product.process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start.");
        product.process.OutputDataReceived += (_, e) => product.Read(e.Data);
        product.process.ErrorDataReceived += (_, e) => product.Read(e.Data);
        product.process.Exited += (_, _) => product.started.TrySetResult();
        product.process.EnableRaisingEvents = true;
        product.process.BeginOutputReadLine();
        product.process.BeginErrorReadLine();
        await product.started.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return product;
    }

    /// <summary>What it has written so far; all of it once it has ended.</summary>
    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    /// <summary>SIGKILL: nothing is finished, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: it finishes what it has begun.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        return await ExitAsync();
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private void Read(string? line)
    {
        if (line is null) return;
        lock (output) output.AppendLine(line);
        if (line.Contains("Now listening on:", StringComparison.Ordinal)) started.TrySetResult();
    }
}
