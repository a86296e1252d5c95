using System.Globalization;
using System.Text.Json;
using Dashboard.Data;
using Dashboard.Upstream.Incs;

namespace Dashboard.Features.Assign;

/// <summary>Makes assignments of checked lines: lines of the same task become one, with their orders. Works in two passes over the sheet,
/// so that it holds only what a task's lines share and the few tasks whose lines are not all read yet.</summary>
public sealed class AssignmentBuilder(ColumnMapping mapping)
{
    private readonly Dictionary<TaskKey, Group> groups = [];
    private int spread;

    /// <summary>First pass: learns which lines belong together, and which tasks have a wrong line.</summary>
    public void Note(CheckedLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (!groups.TryGetValue(line.Key, out var group)) groups[line.Key] = group = new Group { Assignee = Assignee(line) };
        group.Expected++;
        if (line.HasErrors && group.WrongLine == 0) group.WrongLine = line.Line;
    }

    /// <summary>Second pass: the assignment with all its lines once the last of them is given, else null. Lines of a task with a wrong line get an error and no assignment.</summary>
    public BuiltAssignment? Add(CheckedLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var group = groups[line.Key];
        if (group.WrongLine != 0)
        {
            // Half of a task's orders would be a wrong task.
            if (!line.HasErrors) line.Add(ProblemSeverity.Error, "", "TaskIncomplete", group.WrongLine.ToString(CultureInfo.InvariantCulture));
            return new(null, [line]);
        }
        if (group.Expected == 1) return Build([line], group.Assignee);
        (group.Lines ??= []).Add(line);
        if (group.Lines.Count < group.Expected) return null;
        var built = Build(group.Lines, group.Assignee);
        group.Lines = null;
        return built;
    }

    private static BuiltAssignment Build(List<CheckedLine> lines, string assignee)
    {
        var first = lines[0];
        foreach (var line in lines.Skip(1)) Compare(first, line);
        WarnOfDoubleOrders(lines);
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
            AssigneeUsername = assignee,
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

    private static void WarnOfDoubleOrders(List<CheckedLine> lines)
    {
        var seen = new Dictionary<string, int>();
        foreach (var line in lines)
        {
            if (line.Order is { OrderNumber: { Length: > 0 } number } && !seen.TryAdd(number, line.Line))
                line.Add(ProblemSeverity.Warning, SheetField.OrderNumber, "SameOrderTwice", seen[number].ToString(CultureInfo.InvariantCulture));
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

    private string Assignee(CheckedLine line)
    {
        if (line.Assignee.Length > 0 || mapping.SpreadOver.Count == 0 || line.HasErrors) return line.Assignee;
        return mapping.SpreadOver[spread++ % mapping.SpreadOver.Count];
    }

    private sealed class Group
    {
        public int Expected { get; set; }

        public int WrongLine { get; set; }

        public required string Assignee { get; init; }

        public List<CheckedLine>? Lines { get; set; }
    }
}

/// <summary>What came of one or more lines.</summary>
/// <param name="Assignment">The assignment, or null when they stay behind.</param>
/// <param name="Lines">Its lines.</param>
public sealed record BuiltAssignment(Assignment? Assignment, IReadOnlyList<CheckedLine> Lines);
