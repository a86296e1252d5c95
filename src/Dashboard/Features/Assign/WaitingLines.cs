namespace Dashboard.Features.Assign;

/// <summary>Brings the lines of each customer together while a sheet is read: lines wait for the others of their customer, but only so many at once.</summary>
internal sealed class WaitingLines(Dictionary<long, int> repeated, int most)
{
    private readonly Dictionary<long, List<CheckedLine>> waiting = [];
    private readonly HashSet<long> apart = [];
    private List<CheckedLine> bare = [];
    private int count;

    /// <summary>Customers whose lines stand too far apart to be brought together here.</summary>
    public IReadOnlyCollection<long> Apart => apart;

    /// <summary>Lines of those customers that were not taken out yet.</summary>
    public int BareCount => bare.Count;

    /// <summary>All lines of the line's customer once the last of them is given; null while others are to come, or the customer is <see cref="Apart"/>.</summary>
    public IReadOnlyList<CheckedLine>? Take(CheckedLine line)
    {
        if (line.Customer == 0 || !repeated.TryGetValue(line.Customer, out var expected)) return [line];
        // So many can't be right, and are not brought together.
        if (expected > AssignmentBuilder.MostLines) return AssignmentBuilder.TooOften(line).Lines;
        if (apart.Contains(line.Customer))
        {
            bare.Add(line);
            return null;
        }
        if (!waiting.TryGetValue(line.Customer, out var lines)) waiting.Add(line.Customer, lines = new(expected));
        lines.Add(line);
        count++;
        if (lines.Count == expected)
        {
            waiting.Remove(line.Customer);
            count -= expected;
            return lines;
        }
        if (count > most) GiveUp();
        return null;
    }

    /// <summary>Takes the bare lines out.</summary>
    public IReadOnlyList<CheckedLine> TakeBare()
    {
        var taken = bare;
        bare = [];
        return taken;
    }

    private void GiveUp()
    {
        apart.UnionWith(waiting.Keys);
        bare.AddRange(waiting.Values.SelectMany(x => x));
        waiting.Clear();
        count = 0;
    }
}
