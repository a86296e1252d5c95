using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Works out who would get how many tasks of a sheet, before it is checked.</summary>
public sealed class SpreadPreviews(IDbContextFactory<DashboardDb> databases, SheetFolder folder)
{
    /// <summary>Lines that are read of a sheet at most.</summary>
    public const int MostLines = 20_000;

    private const int FilledAtOnce = 1000;

    /// <summary>Reads the sheet's first lines as the check would, with the corrections made so far.</summary>
    /// <exception cref="SheetRefusedException">The sheet can't be read.</exception>
    public Task<SpreadPreview> ReadAsync(Batch batch, ColumnMapping mapping, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(mapping);
        return Task.Run(() => WorkOutAsync(batch, mapping, cancellationToken), cancellationToken);
    }

    private async Task<SpreadPreview> WorkOutAsync(Batch batch, ColumnMapping mapping, CancellationToken cancellationToken)
    {
        var codes = new CountryCodes();
        await ReadAsync(batch, new(mapping), mapping.Outcome, line => codes.Note(line.Phone), cancellationToken);
        var customers = new List<List<CheckedLine>>();
        var places = new Dictionary<long, List<CheckedLine>>();
        var isWhole = await ReadAsync(batch, new(mapping, codes.Most), mapping.Outcome, line =>
        {
            var slim = line with { Cells = [] };
            if (slim.Customer != 0 && places.TryGetValue(slim.Customer, out var others)) others.Add(slim);
            else customers.Add(slim.Customer == 0 ? [slim] : places[slim.Customer] = [slim]);
        }, cancellationToken);
        var tasks = customers.SelectMany(AssignmentBuilder.Build).Select(x => x.Assignment).OfType<Assignment>().ToList();
        var open = tasks.Where(x => x.AssigneeUsername.Length == 0).ToList();
        var spread = new AssigneeSpread(mapping.Spread);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var some in open.Chunk(FilledAtOnce)) await spread.FillAsync(db, some, cancellationToken);
        return new(
            [.. open.Where(x => x.AssigneeUsername.Length > 0).CountBy(x => x.AssigneeUsername).Select(x => new SpreadCount(x.Key, x.Value)).OrderByDescending(x => x.Tasks).ThenBy(x => x.Account, StringComparer.Ordinal)],
            open.Count, spread.ToLastOwner, spread.WithoutOwner, tasks.Count - open.Count, isWhole);
    }

    private async Task<bool> ReadAsync(Batch batch, AssignmentRules rules, int? outcome, Action<CheckedLine> take, CancellationToken cancellationToken)
    {
        var corrections = await Corrections.OpenAsync(databases, batch, cancellationToken);
        using var sheet = SheetSource.Open(folder.PathOf(batch.StoredFile!), batch);
        var lines = 0;
        foreach (var record in sheet.Records())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++lines > MostLines) return false;
            var line = corrections is null ? new DraftLine(record, false, false) : await corrections.ApplyAsync(record, cancellationToken);
            take(line.Check(rules, outcome));
        }
        return true;
    }
}

/// <summary>Who would get how many of a sheet's tasks.</summary>
/// <param name="Accounts">By number of tasks, the most first.</param>
/// <param name="Tasks">Tasks without a named assignee that can be made.</param>
/// <param name="ToLastOwner">How many of them go to the customer's last owner.</param>
/// <param name="WithoutOwner">How many of them nobody gets.</param>
/// <param name="Named">Tasks whose lines name their assignee; not among <paramref name="Tasks"/>.</param>
/// <param name="IsWhole">Whether the whole sheet was read, and not only its first <see cref="SpreadPreviews.MostLines"/> lines.</param>
public sealed record SpreadPreview(IReadOnlyList<SpreadCount> Accounts, int Tasks, int ToLastOwner, int WithoutOwner, int Named, bool IsWhole);

/// <summary>An account's share.</summary>
/// <param name="Account">The account.</param>
/// <param name="Tasks">How many tasks it would get.</param>
public sealed record SpreadCount(string Account, int Tasks);
