using Dashboard.Shared;
using Dashboard.Upstream.Wshoto;

namespace Dashboard.Features.Templates;

/// <summary>What of a template's execution is shown; its parameters stand in the template's address.</summary>
public sealed record ExecutionState
{
    /// <summary>Employees or targets a page.</summary>
    public const int PageSize = 20;

    /// <summary>Sort orders; a minus before one turns it.</summary>
    public static readonly IReadOnlyList<string> Sorts = ["name", "status", "planned", "followed", "rate"];

    /// <summary>Part of the employee's name.</summary>
    public string Who { get; init; } = "";

    /// <summary>One of <see cref="Sorts"/>, with a minus for descending; empty for Wshoto's order.</summary>
    public string Sort { get; init; } = "";

    /// <summary>Page of the employees, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Whose targets are open; null for nobody's.</summary>
    public string? Employee { get; init; }

    /// <summary>Page of the targets, from 1.</summary>
    public int Targets { get; init; } = 1;

    /// <summary>1 targets not followed, 2 followed, null all.</summary>
    public int? Follow { get; init; }

    /// <summary>Reads the parameters; what is wrong counts as left out.</summary>
    public static ExecutionState Read(string? who, string? sort, string? page, string? employee, string? targets, string? follow) => new()
    {
        Who = who ?? "", Sort = Sorts.Contains(sort?.TrimStart('-')) ? sort! : "", Page = QueryText.Page(page),
        Employee = string.IsNullOrEmpty(employee) ? null : employee, Targets = QueryText.Page(targets), Follow = follow switch { "1" => 1, "2" => 2, _ => null },
    };

    /// <summary>Writes the parameters; null takes one away.</summary>
    public IReadOnlyDictionary<string, object?> Parameters() => new Dictionary<string, object?>
    {
        ["who"] = Who.Length > 0 ? Who : null, ["sort"] = Sort.Length > 0 ? Sort : null, ["page"] = Page > 1 ? Page : null,
        ["employee"] = Employee, ["targets"] = Employee is not null && Targets > 1 ? Targets : null, ["follow"] = Employee is not null ? Follow : null,
    };

    /// <summary>The order after one more click on a column: numbers begin with the largest.</summary>
    public string Turned(string column) => Sort == column ? "-" + column : Sort == "-" + column ? column : column is "name" or "status" ? column : "-" + column;

    /// <summary>Those whose name matches, in order. What is missing comes last either way.</summary>
    public IReadOnlyList<WshotoEmployee> Of(IEnumerable<WshotoEmployee> employees)
    {
        var matches = employees.Where(x => x.UserId.Contains(Who.Trim(), StringComparison.OrdinalIgnoreCase));
        return Sort.TrimStart('-') switch
        {
            "name" => Order(matches, x => x.UserId, StringComparer.OrdinalIgnoreCase),
            "status" => Order(matches, x => x.Status),
            "planned" => Order(matches, x => x.Planned),
            "followed" => Order(matches, x => x.Followed),
            "rate" => Order(matches, x => x.Rate),
            _ => [.. matches],
        };
    }

    private IReadOnlyList<WshotoEmployee> Order<T>(IEnumerable<WshotoEmployee> employees, Func<WshotoEmployee, T> key, IComparer<T>? comparer = null)
    {
        var known = employees.OrderBy(x => key(x) is null);
        return [.. Sort.StartsWith('-') ? known.ThenByDescending(key, comparer) : known.ThenBy(key, comparer)];
    }
}
