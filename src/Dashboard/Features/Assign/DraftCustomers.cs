using System.Globalization;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Reads all lines of some customers of a checked draft.</summary>
internal sealed class DraftCustomers(DashboardDb db, long batchId, AssignmentRules rules, int? outcomeColumn)
{
    /// <summary>Lines of customers that stand in more lines are not read: nothing that one change does makes them right.</summary>
    public const int MostLines = 3 * AssignmentBuilder.MostLines;

    private const int AskedAtOnce = 500;
    private readonly HashSet<long> many = [];

    /// <summary>The stored lines, by number.</summary>
    public async Task<SortedDictionary<int, SheetLine>> FindAsync(IReadOnlyCollection<long> customers, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<int, SheetLine>();
        foreach (var some in customers.Chunk(AskedAtOnce))
        {
            var few = await FewAsync(some, cancellationToken);
            // A customer's only line with an assignment is not indexed by itself.
            var phones = some.Select(x => x.ToString(CultureInfo.InvariantCulture)).ToList();
            var assignments = db.Assignments.Where(x => phones.Contains(x.UserPhone) && x.BatchId == batchId).Select(x => (long?)x.Id);
            foreach (var line in await db.SheetLines.AsNoTracking().Where(x => x.BatchId == batchId && few.Contains(x.Customer)).ToListAsync(cancellationToken)) found[line.Number] = line;
            foreach (var line in await db.SheetLines.AsNoTracking().Where(x => assignments.Contains(x.AssignmentId)).ToListAsync(cancellationToken)) found[line.Number] = line;
        }
        return found;
    }

    /// <summary>What the lines become under the rules, those of one customer together.</summary>
    /// <param name="lines">In the order of the sheet; all of each customer that <see cref="FindAsync"/> was asked for.</param>
    public IReadOnlyList<BuiltAssignment> Build(IEnumerable<SheetLine> lines)
    {
        var customers = new Dictionary<long, List<CheckedLine>>();
        var all = new List<List<CheckedLine>>();
        var built = new List<BuiltAssignment>();
        foreach (var line in lines.Select(Check))
        {
            if (many.Contains(line.Customer)) built.Add(AssignmentBuilder.TooOften(line));
            else if (line.Customer != 0 && customers.TryGetValue(line.Customer, out var others)) others.Add(line);
            else all.Add(line.Customer == 0 ? [line] : customers[line.Customer] = [line]);
        }
        built.AddRange(all.SelectMany(AssignmentBuilder.Build));
        return built;
    }

    /// <summary>One stored line under the rules.</summary>
    public CheckedLine Check(SheetLine line) =>
        new DraftLine(new(line.Number, DraftRows.FromJson(line.CellsJson), line.Fault), line.Edited, line.LeftOut).Check(rules, outcomeColumn);

    private async Task<List<long>> FewAsync(long[] customers, CancellationToken cancellationToken)
    {
        many.UnionWith(await db.SheetLines.Where(x => x.BatchId == batchId && customers.Contains(x.Customer))
            .GroupBy(x => x.Customer).Where(x => x.Count() > MostLines).Select(x => x.Key).ToListAsync(cancellationToken));
        return [.. customers.Except(many)];
    }
}
