using System.Globalization;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Looks for all that the database holds of a customer. Lines are read one by one: a phone may be written in many ways.</summary>
public sealed class ForgetSearch(IDbContextFactory<DashboardDb> databases, ForgottenCustomers forgotten)
{
    private static readonly AssignmentState[] OnTheWay = [AssignmentState.Pending, AssignmentState.Sending, AssignmentState.Unknown, AssignmentState.Held];

    /// <summary>The phone as it is stored, by the rules of the column <c>user_phone</c>.</summary>
    /// <returns>Null, and what is wrong (a kind that the texts are keyed by), when it is none.</returns>
    public static string? Phone(string? written, out string? problem)
    {
        var value = written?.Trim() ?? "";
        if (value.Length == 0)
        {
            problem = "Required";
            return null;
        }
        var finding = PhoneRules.Judge(value, countryCode: null, out var digits);
        problem = finding is { Severity: ProblemSeverity.Error } wrong ? wrong.Kind : null;
        return problem is null ? digits : null;
    }

    /// <summary>What there is of a phone.</summary>
    public async Task<ForgetFinding> FindAsync(string phone, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var own = db.Assignments.AsNoTracking().Where(x => x.UserPhone == phone);
        var lines = await LinesAsync(db, phone, cancellationToken);
        var orders = await OrdersAsync(db, phone, cancellationToken);
        var ids = lines.Select(x => x.BatchId).Concat(await own.Select(x => x.BatchId).Distinct().ToListAsync(cancellationToken)).Concat(orders.Select(x => x.BatchId)).Distinct().ToList();
        var batches = await db.Batches.AsNoTracking().Where(x => ids.Contains(x.Id)).OrderByDescending(x => x.Id).ToListAsync(cancellationToken);
        var names = batches.ToDictionary(x => x.Id);
        var moving = await own.Where(x => OnTheWay.Contains(x.State)).Select(x => new { x.BatchId, x.State }).Distinct().ToListAsync(cancellationToken);
        var inTheWay = batches.Where(x => x.State == BatchState.Draft).Select(x => new ForgetObstacle(x.Id, x.SheetName, null))
            .Concat(moving.Concat(orders.Where(x => OnTheWay.Contains(x.State)).Select(x => new { x.BatchId, x.State })).Distinct()
                .Where(x => names[x.BatchId].State != BatchState.Draft).Select(x => new ForgetObstacle(x.BatchId, names[x.BatchId].SheetName, x.State)));
        return new(
            phone, lines.Select(x => (x.BatchId, x.Line)).Distinct().Count(), await own.CountAsync(cancellationToken), orders.Count, await Tasks(db, phone).CountAsync(cancellationToken),
            await db.SavedViews.CountAsync(x => x.Query.Contains(phone), cancellationToken), [.. batches.Where(x => x.State != BatchState.Draft).Select(x => new ForgetBatch(x.Id, x.SheetName, x.StoredFile is not null))],
            [.. inTheWay], (await forgotten.ReadAsync(db, cancellationToken)).Contains(phone));
    }

    /// <summary>Tasks of the phone, and those that its assignments became.</summary>
    internal static IQueryable<MirroredTask> Tasks(DashboardDb db, string phone) =>
        db.Tasks.Where(x => x.UserPhone == phone || db.Assignments.Any(a => a.UserPhone == phone && a.TaskId == x.Id));

    /// <summary>Lines that hold the phone now, or held it before a correction.</summary>
    internal static async Task<List<(long BatchId, int Line)>> LinesAsync(DashboardDb db, string phone, CancellationToken cancellationToken)
    {
        var (trace, customer) = (new PhoneTrace(phone), long.Parse(phone, CultureInfo.InvariantCulture));
        var found = new List<(long BatchId, int Line)>();
        await foreach (var x in db.SheetLines.AsNoTracking().Select(x => new { x.BatchId, x.Number, x.CellsJson, x.Customer }).AsAsyncEnumerable().WithCancellation(cancellationToken))
            if (x.Customer == customer || trace.IsInCells(x.CellsJson)) found.Add((x.BatchId, x.Number));
        await foreach (var x in db.SheetEdits.AsNoTracking().Select(x => new { x.BatchId, x.Line, x.Before, x.After }).AsAsyncEnumerable().WithCancellation(cancellationToken))
            if (trace.IsInCells(x.Before) || trace.IsInCells(x.After)) found.Add((x.BatchId, x.Line));
        return [.. found.Distinct()];
    }

    /// <summary>Assignments of others that list an order of the phone.</summary>
    internal static async Task<List<Assignment>> OrdersAsync(DashboardDb db, string phone, CancellationToken cancellationToken)
    {
        var trace = new PhoneTrace(phone);
        var found = new List<Assignment>();
        // Written in another way, the last digits still stand together somewhere in almost every one; these are looked at one by one.
        var end = phone[^3..];
        await foreach (var x in db.Assignments.AsNoTracking().Where(x => x.UserPhone != phone && x.OrdersJson != null && x.OrdersJson.Contains(end)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            if (trace.WithoutOrdersOf(x.OrdersJson!) is not null) found.Add(x);
        return found;
    }

    /// <summary>Whether something of the phone may still be sent, or be found to have been.</summary>
    internal static Task<bool> IsMovingAsync(DashboardDb db, string phone, CancellationToken cancellationToken) =>
        db.Assignments.AnyAsync(x => x.UserPhone == phone && OnTheWay.Contains(x.State), cancellationToken);
}
