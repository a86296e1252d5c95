namespace Dashboard.Data.Index;

/// <summary>Finds the places of a key: hashed heads and one chain through all places, which costs about ten bytes a task whatever the keys are. Places of
/// other keys may lie on the same chain: whoever walks it compares.</summary>
/// <param name="keyOf">The key at a place.</param>
internal sealed class KeyChain(Func<int, long> keyOf)
{
    private int[] heads = Empty(1024);
    private int[] next = new int[1024];
    private int[] previous = new int[1024];
    private int count;

    /// <summary>First place of the chain on which the key's places lie, or -1.</summary>
    public int First(long key) => heads[Slot(key)];

    /// <summary>The next place of the chain, or -1.</summary>
    public int After(int place) => next[place];

    public void Add(int place)
    {
        if (place >= next.Length)
        {
            var size = Math.Max(next.Length * 3 / 2, place + 1);
            Array.Resize(ref next, size);
            Array.Resize(ref previous, size);
        }
        Link(place);
        if (++count > heads.Length) Grow();
    }

    public void Remove(int place)
    {
        count--;
        if (previous[place] < 0) heads[Slot(keyOf(place))] = next[place];
        else next[previous[place]] = next[place];
        if (next[place] >= 0) previous[next[place]] = previous[place];
    }

    private void Link(int place)
    {
        var slot = Slot(keyOf(place));
        (next[place], previous[place]) = (heads[slot], -1);
        if (heads[slot] >= 0) previous[heads[slot]] = place;
        heads[slot] = place;
    }

    private void Grow()
    {
        var places = new List<int>(count);
        foreach (var head in heads)
        {
            for (var place = head; place >= 0; place = next[place]) places.Add(place);
        }
        heads = Empty(2 * heads.Length);
        foreach (var place in places) Link(place);
    }

    // Fibonacci hashing: ids that follow one another spread out.
    private int Slot(long key) => (int)((ulong)key * 11400714819323198485ul >> (64 - System.Numerics.BitOperations.Log2((uint)heads.Length)));

    private static int[] Empty(int size)
    {
        var heads = new int[size];
        Array.Fill(heads, -1);
        return heads;
    }
}
