namespace Dashboard.Features.Assign;

/// <summary>Which stretches of the upstream's time must be read to search for some assignments.</summary>
/// <param name="From">Start by the wall clock of INCS.</param>
/// <param name="Until">End by it.</param>
/// <param name="Sought">What is searched for in it.</param>
internal sealed record Stretch(DateTime From, DateTime Until, IReadOnlyList<Unclear> Sought)
{
    /// <summary>Stretches that overlap are one.</summary>
    public static IReadOnlyList<Stretch> Of(IEnumerable<(DateTime From, DateTime Until, Unclear Sought)> wanted)
    {
        var merged = new List<(DateTime From, DateTime Until, List<Unclear> Sought)>();
        foreach (var (from, until, sought) in wanted.OrderBy(x => x.From))
        {
            if (merged.Count > 0 && merged[^1] is var last && from <= last.Until)
            {
                last.Sought.Add(sought);
                merged[^1] = last with { Until = until > last.Until ? until : last.Until };
            }
            else merged.Add((from, until, [sought]));
        }
        return [.. merged.Select(x => new Stretch(x.From, x.Until, x.Sought))];
    }
}
