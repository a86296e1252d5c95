using System.Globalization;
using System.Text.Json;
using Dashboard.Data;
using Dashboard.Upstream.Incs;

namespace Dashboard.Features.Assign;

/// <summary>Makes assignments of the checked lines of one customer: lines of the same task become one, with their orders.</summary>
public static class AssignmentBuilder
{
    /// <summary>Most lines of one customer: more are a mistake, such as one phone copied down a column.</summary>
    public const int MostLines = 1000;

    /// <summary>The customer's assignments, and the lines that stay behind or are left out, each by itself. Findings are added to the lines.</summary>
    /// <param name="lines">All lines of the sheet with one phone, in the order of the sheet.</param>
    public static IReadOnlyList<BuiltAssignment> Build(IReadOnlyList<CheckedLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Count == 1) return [Alone(lines[0])];
        foreach (var line in lines) line.IsRepeated = true;
        if (lines.Count > MostLines) return [.. lines.Select(TooOften)];
        var built = lines.Where(x => x.IsOut).Select(x => new BuiltAssignment(null, [x])).ToList();
        foreach (var task in lines.Where(x => !x.IsOut).GroupBy(x => x.Key)) AddTask([.. task], built);
        Compare(built);
        return built;
    }

    /// <summary>A line whose customer stands in more lines than can be right.</summary>
    public static BuiltAssignment TooOften(CheckedLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (!line.IsOut) line.Add(ProblemSeverity.Error, SheetField.Phone, "PhoneTooOften", line.Phone);
        return new(null, [line]);
    }

    private static BuiltAssignment Alone(CheckedLine line) => line.IsOut || line.HasErrors ? new(null, [line]) : Task([line]);

    private static void AddTask(List<CheckedLine> lines, List<BuiltAssignment> built)
    {
        if (lines.Find(x => x.HasErrors) is not { } wrong)
        {
            built.Add(Task(lines));
            return;
        }
        foreach (var line in lines)
        {
            // Half of a task's orders would be a wrong task.
            if (!line.HasErrors) line.Add(ProblemSeverity.Error, "", "TaskIncomplete", wrong.Line.ToString(CultureInfo.InvariantCulture));
            built.Add(new(null, [line]));
        }
    }

    private static BuiltAssignment Task(List<CheckedLine> lines)
    {
        var first = lines[0];
        foreach (var line in lines.Skip(1)) Compare(first, line);
        var orders = lines.Where(x => x.Order is not null).Select(x => x.Order!).ToList();
        WarnOfSum(first, orders);
        return new(new Assignment
        {
            FirstLine = first.Line,
            State = AssignmentState.Pending,
            Name = first.Name,
            Description = Given(first.Description),
            AuthId = first.AuthId,
            UserPhone = first.Phone,
            UserName = Given(first.CustomerName),
            AssigneeUsername = first.Assignee,
            TotalAmount = Given(first.TotalAmount),
            OrdersJson = orders.Count > 0 ? JsonSerializer.Serialize(orders) : null,
            TemplateId = first.TemplateId,
        }, lines);
    }

    private static void Compare(CheckedLine first, CheckedLine line)
    {
        var at = first.Line.ToString(CultureInfo.InvariantCulture);
        if (line.Order is null || first.Order is null) line.Add(ProblemSeverity.Warning, SheetField.Phone, "SameTaskTwice", at);
        if (Differs(line.CustomerName, first.CustomerName)) line.Add(ProblemSeverity.Warning, SheetField.CustomerName, "DiffersFromFirst", at);
        if (Differs(line.Description, first.Description)) line.Add(ProblemSeverity.Warning, SheetField.Description, "DiffersFromFirst", at);
        if (Differs(line.TotalAmount, first.TotalAmount)) line.Add(ProblemSeverity.Warning, SheetField.TotalAmount, "DiffersFromFirst", at);
        if (line.TemplateId is { } template && template != first.TemplateId) line.Add(ProblemSeverity.Warning, SheetField.Template, "DiffersFromFirst", at);
    }

    // People fill in a task's own cells in its first line only.
    private static bool Differs(string value, string first) => value.Length > 0 && value != first;

    /// <summary>INCS refuses a second open task of a customer, and an order belongs to one task.</summary>
    private static void Compare(List<BuiltAssignment> built)
    {
        var tasks = new Dictionary<long, int>();
        var orders = new Dictionary<string, int>();
        foreach (var (assignment, lines) in built)
        {
            if (assignment is null) continue;
            var first = lines[0];
            if (!tasks.TryAdd(first.AuthId, first.Line))
                first.Add(ProblemSeverity.Warning, SheetField.Phone, "SameCustomerTwice", tasks[first.AuthId].ToString(CultureInfo.InvariantCulture));
            foreach (var line in lines)
            {
                if (line.Order is { OrderNumber: { Length: > 0 } number } && !orders.TryAdd(number, line.Line))
                    line.Add(ProblemSeverity.Warning, SheetField.OrderNumber, "SameOrderTwice", orders[number].ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static void WarnOfSum(CheckedLine first, List<IncsOrder> orders)
    {
        if (first.TotalAmount.Length == 0 || orders.Count == 0 || orders.Exists(x => x.DueAmount.Length == 0)) return;
        var sum = orders.Sum(x => decimal.Parse(x.DueAmount, CultureInfo.InvariantCulture));
        if (sum != decimal.Parse(first.TotalAmount, CultureInfo.InvariantCulture))
            first.Add(ProblemSeverity.Warning, SheetField.TotalAmount, "SumDiffers", $"{first.TotalAmount} ≠ {sum.ToString(CultureInfo.InvariantCulture)}");
    }

    private static string? Given(string value) => value.Length > 0 ? value : null;
}

/// <summary>What came of one or more lines.</summary>
/// <param name="Assignment">The assignment, or null when they stay behind or are left out.</param>
/// <param name="Lines">Its lines.</param>
public sealed record BuiltAssignment(Assignment? Assignment, IReadOnlyList<CheckedLine> Lines);
