using System.Buffers;

namespace Dashboard.Features.Overview;

/// <summary>Exact medians of values that come in any order, each for a code.</summary>
internal sealed class Medians : IDisposable
{
    private int[] codes = ArrayPool<int>.Shared.Rent(4096);
    private long[] values = ArrayPool<long>.Shared.Rent(4096);
    private int count;

    public void Add(int code, long value)
    {
        if (count == codes.Length || count == values.Length) Grow();
        (codes[count], values[count]) = (code, value);
        count++;
    }

    /// <summary>The median of each code, null where it has no value; of an even number the mean of the two in the middle. The values are gone afterwards.</summary>
    /// <param name="ofCodes">How many codes there are.</param>
    public long?[] Take(int ofCodes)
    {
        // Sorted by code first: each code's values then lie side by side.
        var ends = new int[ofCodes + 1];
        foreach (var code in codes.AsSpan(0, count)) ends[code + 1]++;
        for (var i = 0; i < ofCodes; i++) ends[i + 1] += ends[i];
        var next = ends.AsSpan(0, ofCodes).ToArray();
        var sorted = ArrayPool<long>.Shared.Rent(count);
        for (var i = 0; i < count; i++) sorted[next[codes[i]]++] = values[i];
        var medians = new long?[ofCodes];
        for (var i = 0; i < ofCodes; i++) medians[i] = ends[i] == ends[i + 1] ? null : Of(sorted.AsSpan(ends[i]..ends[i + 1]));
        ArrayPool<long>.Shared.Return(sorted);
        count = 0;
        return medians;
    }

    /// <summary>The median of some values, which change places.</summary>
    internal static long Of(Span<long> some)
    {
        var middle = some.Length / 2;
        Select(some, middle);
        if (some.Length % 2 == 1) return some[middle];
        var below = long.MinValue;
        foreach (var x in some[..middle]) below = Math.Max(below, x);
        return below + (some[middle] - below) / 2;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(codes);
        ArrayPool<long>.Shared.Return(values);
        (codes, values, count) = ([], [], 0);
    }

    // Hoare's: afterwards nothing before the place is greater, and nothing after it less.
    private static void Select(Span<long> some, int place)
    {
        var (low, high) = (0, some.Length - 1);
        while (low < high)
        {
            var pivot = Middle(some[low], some[(low + high) >>> 1], some[high]);
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (some[i] < pivot) i++;
                while (some[j] > pivot) j--;
                if (i <= j)
                {
                    (some[i], some[j]) = (some[j], some[i]);
                    (i, j) = (i + 1, j - 1);
                }
            }
            if (place <= j) high = j;
            else if (place >= i) low = i;
            else return;
        }
    }

    private static long Middle(long a, long b, long c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));

    private void Grow()
    {
        var (moreCodes, moreValues) = (ArrayPool<int>.Shared.Rent(2 * count), ArrayPool<long>.Shared.Rent(2 * count));
        codes.AsSpan(0, count).CopyTo(moreCodes);
        values.AsSpan(0, count).CopyTo(moreValues);
        ArrayPool<int>.Shared.Return(codes);
        ArrayPool<long>.Shared.Return(values);
        (codes, values) = (moreCodes, moreValues);
    }
}
