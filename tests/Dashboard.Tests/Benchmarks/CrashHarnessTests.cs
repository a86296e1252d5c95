using System.Diagnostics;

namespace Dashboard.Tests.Benchmarks;

/// <summary>Short rounds of <c>Dashboard.Benchmarks crash</c>, as a person runs it: what INCS has against what the result file says, after kills and faults.</summary>
public sealed class CrashHarnessTests
{
    [Theory]
    [InlineData("sqlite", "plain")]
    [InlineData("postgres", "list-delay")]
    public async Task A_batch_that_is_killed_again_and_again_loses_doubles_and_misreports_nothing(string database, string variant)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var harness = Path.GetFullPath(Path.Combine(built.FullName, "../../../../Dashboard.Benchmarks/bin", built.Parent!.Name, built.Name, "Dashboard.Benchmarks.dll"));
        var start = new ProcessStartInfo("dotnet", [harness, "crash", "--rounds", "1", "--rows", "200", "--database", database, "--variant", variant])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The harness does not start.");
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, output + await errors);
        Assert.Contains("0 lost, 0 doubled, 0 wrongly reported, 0 undecided", output, StringComparison.Ordinal);
        Assert.Contains("1 of 1 rounds good", output, StringComparison.Ordinal);
    }
}
