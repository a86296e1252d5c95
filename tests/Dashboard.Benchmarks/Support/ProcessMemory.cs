using System.Globalization;

namespace Dashboard.Benchmarks.Support;

/// <summary>Memory of this process as Linux counts it, in megabytes.</summary>
public static class ProcessMemory
{
    /// <summary>Lets garbage go and begins to watch the peak anew.</summary>
    /// <returns>What the process holds now.</returns>
    public static async Task<double> BeginAsync()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        // What came before does not count as the peak.
        await File.WriteAllTextAsync("/proc/self/clear_refs", "5");
        return Status("VmRSS");
    }

    /// <summary>The most that it held since.</summary>
    public static double Peak() => Status("VmHWM");

    /// <summary>What another process holds.</summary>
    public static double Of(int processId) => Status("VmRSS", string.Create(CultureInfo.InvariantCulture, $"{processId}"));

    private static double Status(string name, string process = "self")
    {
        var line = File.ReadLines($"/proc/{process}/status").First(x => x.StartsWith(name + ":", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
