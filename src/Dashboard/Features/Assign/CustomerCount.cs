using System.Runtime.InteropServices;

namespace Dashboard.Features.Assign;

/// <summary>Finds the customers that stand in more than one line: eight bytes a line, whatever the sheet holds.</summary>
internal sealed class CustomerCount
{
    private readonly List<long> numbers = [];

    public void Note(CheckedLine line)
    {
        if (line.Customer != 0) numbers.Add(line.Customer);
    }

    /// <summary>In how many lines each of them stands. What was noted is forgotten.</summary>
    public Dictionary<long, int> Repeated()
    {
        var sorted = CollectionsMarshal.AsSpan(numbers);
        sorted.Sort();
        var repeated = new Dictionary<long, int>();
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start]) end++;
            if (end - start > 1) repeated.Add(sorted[start], end - start);
            start = end;
        }
        numbers.Clear();
        numbers.TrimExcess();
        return repeated;
    }
}
