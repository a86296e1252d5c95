namespace Dashboard.Data.Index;

/// <summary>Finds a page of a sorted list without sorting it: a deep page costs what the first one does.</summary>
internal static class Selection
{
    private const int Sampled = 1024;
    private const int Margin = 64;
    private const int WorthSampling = 32 * Sampled;
    private const int WorthSorting = 4096;

    /// <summary>The keys from one place of their order on; the keys themselves are rearranged.</summary>
    /// <returns>At most <paramref name="take"/> keys, ascending.</returns>
    public static ReadOnlySpan<SortKey> Page(Span<SortKey> keys, int skip, int take)
    {
        take = Math.Min(take, keys.Length - skip);
        if (take <= 0) return [];
        if (keys.Length > WorthSampling) Bracket(ref keys, ref skip, take);
        // What lies before the page comes before it, what lies after comes after it; only the page itself is sorted.
        Split(keys, skip);
        if (skip + take < keys.Length) Split(keys[skip..], take);
        var page = keys.Slice(skip, take);
        page.Sort();
        return page;
    }

    // A sample tells between which two keys the page lies: one pass leaves only those.
    private static void Bracket(ref Span<SortKey> keys, ref int skip, int take)
    {
        var sample = new SortKey[Sampled];
        var step = keys.Length / Sampled;
        for (var i = 0; i < Sampled; i++) sample[i] = keys[i * step + i % step];
        Array.Sort(sample);
        var first = (int)((long)skip * Sampled / keys.Length) - Margin;
        var last = (int)((long)(skip + take) * Sampled / keys.Length) + Margin;
        SortKey? low = first > 0 ? sample[first] : null;
        SortKey? high = last < Sampled ? sample[last] : null;
        var (from, until) = (low ?? new(long.MinValue, long.MinValue), high ?? new(long.MaxValue, long.MaxValue));
        int below = 0, within = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            var key = keys[i];
            if (key < from)
            {
                below++;
            }
            else if (key <= until)
            {
                // Changing places loses nothing, should the page lie elsewhere after all.
                (keys[i], keys[within]) = (keys[within], key);
                within++;
            }
        }
        if (skip < below || skip + take > below + within) return;
        keys = keys[..within];
        skip -= below;
    }

    // Rearranges so that the first so many keys are the least.
    private static void Split(Span<SortKey> keys, int first)
    {
        // Places drawn by chance: what comes in runs or turns, as from a parallel query, would mislead fixed ones again and again.
        var chance = 88172645463325252ul;
        int Drawn(int length)
        {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            return (int)(chance % (ulong)length);
        }
        while (first > 0 && first < keys.Length)
        {
            if (keys.Length <= WorthSorting)
            {
                keys.Sort();
                return;
            }
            var pivot = Middle(keys[Drawn(keys.Length)], keys[Drawn(keys.Length)], keys[Drawn(keys.Length)]);
            int low = 0, high = keys.Length - 1;
            while (low <= high)
            {
                while (keys[low] < pivot) low++;
                while (keys[high] > pivot) high--;
                if (low > high) break;
                (keys[low], keys[high]) = (keys[high], keys[low]);
                low++;
                high--;
            }
            if (first <= high)
            {
                keys = keys[..(high + 1)];
            }
            else if (first >= low)
            {
                keys = keys[low..];
                first -= low;
            }
            else
            {
                return;
            }
        }
    }

    private static SortKey Middle(SortKey x, SortKey y, SortKey z) => x < y ? (y < z ? y : x < z ? z : x) : (x < z ? x : y < z ? z : y);
}
