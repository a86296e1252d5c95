using System.Globalization;
using System.Text.Json;

namespace Dashboard.Benchmarks.Crash;

/// <summary>What INCS has, by its own record, against what the result file says.</summary>
/// <param name="Lost">Customers without a task whom the result does not name as refused.</param>
/// <param name="Doubled">Tasks too many.</param>
/// <param name="Wrong">Customers of whom the result says something else than INCS has.</param>
/// <param name="Rejected">Customers whom INCS refused.</param>
/// <param name="Undecided">Customers left to a person, or without an outcome.</param>
public sealed record CrashVerdict(int Lost, int Doubled, int Wrong, int Rejected, int Undecided)
{
    public bool IsGood => Lost == 0 && Doubled == 0 && Wrong == 0 && Undecided == 0;

    /// <param name="customers">Customers of the sheet.</param>
    /// <param name="created">Tasks that INCS has.</param>
    /// <param name="result">Lines of the result file.</param>
    public static CrashVerdict Of(int customers, IEnumerable<JsonElement> created, IEnumerable<ResultLine> result)
    {
        var tasks = created.ToLookup(x => x.GetProperty("user_phone").GetString()!);
        var reported = result.ToLookup(x => x.Phone);
        // Whoever is missing in the result is lost; whoever is in INCS alone is not reported as it is.
        var (lost, wrong, rejected, undecided) = (customers - reported.Count, tasks.Count(x => !reported.Contains(x.Key)), 0, 0);
        foreach (var customer in reported)
        {
            var (line, own) = (customer.First(), tasks[customer.Key].ToList());
            // Lines of one assignment share its outcome.
            if (customer.Any(x => x.Outcome != line.Outcome || x.TaskId != line.TaskId)) wrong++;
            switch (line.Outcome)
            {
                case "assigned" when own.Count > 0 && own.Any(x => x.GetProperty("id").GetInt64() == line.TaskId && Matches(x, line)): break;
                case "assigned": wrong++; break;
                case "rejected": rejected++; if (own.Count > 0) wrong++; break;
                default: undecided++; if (own.Count == 0) lost++; break;
            }
        }
        return new(lost, tasks.Sum(x => x.Count() - 1), wrong, rejected, undecided);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Lost} lost, {Doubled} doubled, {Wrong} wrongly reported, {Undecided} undecided, {Rejected} refused by INCS");

    private static bool Matches(JsonElement task, ResultLine line) =>
        task.GetProperty("name").GetString() == line.Name && task.GetProperty("assignee_username").GetString() == line.Assignee;
}

/// <summary>A line of the result file.</summary>
public sealed record ResultLine(string Phone, string Name, string Assignee, string Outcome, long? TaskId);
