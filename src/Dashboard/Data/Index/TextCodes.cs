namespace Dashboard.Data.Index;

/// <summary>Texts of a column, each kept once and known by its code.</summary>
public sealed class TextCodes
{
    private readonly List<string> texts = [];
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly Lock guard = new();
    private int[] order = [];
    private int[] ranks = [];

    /// <summary>How many texts there are.</summary>
    public int Count => texts.Count;

    /// <summary>The text of a code.</summary>
    public string this[int code] => texts[code];

    /// <summary>The code of a text, or -1.</summary>
    public int Find(string text) => codes.GetValueOrDefault(text, -1);

    internal int Code(string text)
    {
        if (codes.TryGetValue(text, out var code)) return code;
        texts.Add(text);
        return codes[text] = texts.Count - 1;
    }

    /// <summary>Which codes' texts contain a text, whatever the case of letters.</summary>
    internal bool[] Containing(string part)
    {
        var hits = new bool[texts.Count];
        for (var i = 0; i < hits.Length; i++) hits[i] = texts[i].Contains(part, StringComparison.OrdinalIgnoreCase);
        return hits;
    }

    /// <summary>Place of each code in the order of the texts. Only while nobody adds a text.</summary>
    internal int[] Ranks()
    {
        lock (guard)
        {
            if (ranks.Length == texts.Count) return ranks;
            // New texts are sorted among themselves and merged in: a sync adds a few to very many.
            var added = Enumerable.Range(order.Length, texts.Count - order.Length).ToArray();
            Array.Sort(added, (x, y) => string.CompareOrdinal(texts[x], texts[y]));
            var merged = new int[texts.Count];
            for (int i = 0, old = 0, fresh = 0; i < merged.Length; i++)
            {
                var takesOld = fresh == added.Length || (old < order.Length && string.CompareOrdinal(texts[order[old]], texts[added[fresh]]) < 0);
                merged[i] = takesOld ? order[old++] : added[fresh++];
            }
            var places = new int[merged.Length];
            for (var i = 0; i < merged.Length; i++) places[merged[i]] = i;
            (order, ranks) = (merged, places);
            return ranks;
        }
    }
}
