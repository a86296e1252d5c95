namespace Dashboard.Data.Index;

/// <summary>Finds the places of a key: hashed heads and one chain through all places, which costs about eight bytes a task whatever the keys are. Places of
/// other keys may lie on the same chain: whoever walks it compares.</summary>
/// <param name="keyOf">The key at a place.</param>
internal sealed class KeyChain(Func<int, long> keyOf)
{
    private int[] heads = Empty(1024);
    private int[] next = new int[1024];
    private int count;

    /// <summary>First place of the chain on which the key's places lie, or -1.</summary>
    public int First(long key) => heads[Slot(key)];

    /// <summary>The next place of the chain, or -1.</summary>
    public int After(int place) => next[place];

    public void Add(int place)
    {
        if (place >= next.Length) Array.Resize(ref next, Math.Max(2 * next.Length, place + 1));
        Link(place);
        if (++count > heads.Length) Grow();
    }

    public void Remove(int place)
    {
        count--;
        var slot = Slot(keyOf(place));
        if (heads[slot] == place)
        {
            heads[slot] = next[place];
            return;
        }
        var before = heads[slot];
        while (next[before] != place) before = next[before];
        next[before] = next[place];
    }

    private void Link(int place)
    {
        var slot = Slot(keyOf(place));
        next[place] = heads[slot];
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
