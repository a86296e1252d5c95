using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.E2E.Support;

/// <summary>A built program of this repository as a process of its own, so that a test can end it as a power cut would.</summary>
public sealed partial class ChildProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process) => this.process = process;

    public Uri Url => listening.Task.Result;

    public int Id => process.Id;

    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    /// <summary>Starts a project of <c>src</c>.</summary>
    public static Task<ChildProcess> StartAsync(string project, IReadOnlyDictionary<string, string> environment)
    {
        var folder = Path.Combine(Repository.Top, "src", project);
        return StartAsync("dotnet", Path.Combine(folder, "bin", Repository.Configuration, "net10.0", project + ".dll"), folder, environment);
    }

    /// <summary>Starts a program that says "Now listening on: " and its address once it does.</summary>
    public static async Task<ChildProcess> StartAsync(string program, string argument, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, [argument]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var child = new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{argument} did not start."));
        child.process.OutputDataReceived += (_, e) => child.Read(e.Data);
        child.process.ErrorDataReceived += (_, e) => child.Read(e.Data);
        child.process.Exited += (_, _) => child.listening.TrySetException(new InvalidOperationException($"{argument} ended: {child.Output}"));
        child.process.EnableRaisingEvents = true;
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        await child.listening.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return child;
    }

    /// <summary>SIGKILL: nothing is finished, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; waits for the end.</summary>
    public async Task StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null) return;
        lock (output) output.AppendLine(line);
        if (Listening().Match(line) is { Success: true } match) listening.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex("Now listening on: (https?://[^ ]+)")]
    private static partial Regex Listening();
}
