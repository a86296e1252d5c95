using System.Data;
using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Writes lines, findings and assignments of a draft, many at once.</summary>
internal sealed class DraftRows(DashboardDb db, long batchId) : IDisposable
{
    // The cells are never written into a page as they are: Chinese need not be escaped.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly RowInsert assignments = new(db.Database.GetDbConnection(), "Assignments",
        ("Id", DbType.Int64), ("BatchId", DbType.Int64), ("FirstLine", DbType.Int32), ("State", DbType.Int32), ("Name", DbType.String), ("Description", DbType.String),
        ("AuthId", DbType.Int64), ("UserPhone", DbType.String), ("UserName", DbType.String), ("AssigneeUsername", DbType.String), ("TotalAmount", DbType.String),
        ("OrdersJson", DbType.String), ("TemplateId", DbType.Int64), ("AttemptCount", DbType.Int32), ("LookCount", DbType.Int32), ("ChangedAt", DbType.Int64));

    private readonly RowInsert lines = new(db.Database.GetDbConnection(), "SheetLines",
        ("BatchId", DbType.Int64), ("Number", DbType.Int32), ("CellsJson", DbType.String), ("Fault", DbType.String), ("Edited", DbType.Boolean),
        ("LeftOut", DbType.Boolean), ("Customer", DbType.Int64), ("AssignmentId", DbType.Int64));

    private readonly RowStatement line = new(db.Database.GetDbConnection(),
        """
        UPDATE "SheetLines" SET "CellsJson" = @cells, "Fault" = @fault, "Edited" = @edited, "LeftOut" = @out, "Customer" = @customer, "AssignmentId" = @assignment
        WHERE "BatchId" = @batch AND "Number" = @number
        """,
        ("cells", DbType.String), ("fault", DbType.String), ("edited", DbType.Boolean), ("out", DbType.Boolean), ("customer", DbType.Int64),
        ("assignment", DbType.Int64), ("batch", DbType.Int64), ("number", DbType.Int32));

    private readonly RowInsert problems = new(db.Database.GetDbConnection(), "SheetProblems",
        ("BatchId", DbType.Int64), ("Line", DbType.Int32), ("Column", DbType.String), ("Severity", DbType.Int32), ("Kind", DbType.String), ("Value", DbType.String));

    /// <summary>The cells as they are kept.</summary>
    public static string ToJson(IReadOnlyList<string> cells) => JsonSerializer.Serialize(cells, Plain);

    /// <summary>The cells back from what is kept.</summary>
    public static string[] FromJson(string cells) => JsonSerializer.Deserialize<string[]>(cells) ?? [];

    /// <summary>Adds new lines, with their findings and assignments.</summary>
    public async Task AddAsync(DbTransaction transaction, IReadOnlyList<BuiltAssignment> built, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await AddAssignmentsAsync(transaction, built, now, cancellationToken);
        await lines.WriteAsync(transaction, [.. from x in built from l in x.Lines orderby l.Line
            select new object?[] { batchId, l.Line, ToJson(l.Cells), l.Fault, l.Edited, l.LeftOut, Customer(x, l), x.Assignment?.Id }], cancellationToken);
        await AddProblemsAsync(transaction, built, cancellationToken);
    }

    /// <summary>Rewrites lines that are there, and adds their findings and assignments anew.</summary>
    public async Task UpdateAsync(DbTransaction transaction, IReadOnlyList<BuiltAssignment> built, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await AddAssignmentsAsync(transaction, built, now, cancellationToken);
        await line.RunAsync(transaction, [.. from x in built from l in x.Lines
            select new object?[] { ToJson(l.Cells), l.Fault, l.Edited, l.LeftOut, Customer(x, l), x.Assignment?.Id, batchId, l.Line }], cancellationToken);
        await AddProblemsAsync(transaction, built, cancellationToken);
    }

    /// <summary>Adds lines alone; <see cref="UpdateAsync"/> does the rest later.</summary>
    public Task AddLinesAsync(DbTransaction transaction, IReadOnlyList<CheckedLine> bare, CancellationToken cancellationToken) =>
        lines.WriteAsync(transaction, [.. bare.Select(l => new object?[] { batchId, l.Line, ToJson(l.Cells), l.Fault, l.Edited, l.LeftOut, l.Customer, null })], cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        assignments.Dispose();
        lines.Dispose();
        line.Dispose();
        problems.Dispose();
    }

    // A customer's only line is found by its assignment: the index holds only what needs it.
    private static long Customer(BuiltAssignment built, CheckedLine line) => built is { Assignment: not null, Lines.Count: 1 } && !line.IsRepeated ? 0 : line.Customer;

    private async Task AddAssignmentsAsync(DbTransaction transaction, IReadOnlyList<BuiltAssignment> built, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var made = built.Select(x => x.Assignment).OfType<Assignment>().ToList();
        if (made.Count == 0) return;
        var keys = await ReserveAsync(made.Count, cancellationToken);
        for (var i = 0; i < made.Count; i++) made[i].Id = keys[i];
        await assignments.WriteAsync(transaction, [.. made.Select(x => new object?[]
        {
            x.Id, batchId, x.FirstLine, (int)x.State, x.Name, x.Description, x.AuthId, x.UserPhone, x.UserName, x.AssigneeUsername, x.TotalAmount, x.OrdersJson, x.TemplateId,
            0, 0, now.ToUnixTimeMilliseconds(),
        })], cancellationToken);
    }

    /// <summary>Keys for new assignments, so that their lines can name them in the same breath.</summary>
    private async Task<IReadOnlyList<long>> ReserveAsync(int count, CancellationToken cancellationToken)
    {
        if (db.Database.IsNpgsql())
            return await db.Database.SqlQueryRaw<long>("""SELECT nextval(pg_get_serial_sequence('"Assignments"', 'Id')) AS "Value" FROM generate_series(1, {0})""", count).ToListAsync(cancellationToken);
        // The transaction is the only writer.
        var last = await db.Database.SqlQueryRaw<long>("SELECT seq AS Value FROM sqlite_sequence WHERE name = 'Assignments'").ToListAsync(cancellationToken);
        var first = last.FirstOrDefault() + 1;
        return [.. Enumerable.Range(0, count).Select(i => first + i)];
    }

    private Task AddProblemsAsync(DbTransaction transaction, IReadOnlyList<BuiltAssignment> built, CancellationToken cancellationToken) =>
        problems.WriteAsync(transaction, [.. from x in built from l in x.Lines from p in l.Problems
            select new object?[] { batchId, p.Line, p.Column, (int)p.Severity, p.Kind, p.Value }], cancellationToken);
}
