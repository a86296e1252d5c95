using System.Globalization;
using System.Text;

namespace Dashboard.Auth;

/// <summary>What is written in the audit log about an action, in no language: <c>code=value</c>, separated by <c>; </c>, such as <c>bytes=5120; file=May.csv</c>. Codes never change once
/// they were written; the page has the words for them. A name alone (of a view, a template, a mapping, a sheet) stands as it is.</summary>
public static class AuditDetail
{
    /// <summary>What stands between two parts.</summary>
    public const string Separator = "; ";

    /// <summary>The codes that the detail of an action may have; the detail of any other action is a name.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Codes = new Dictionary<string, IReadOnlyList<string>>
    {
        ["signin"] = ["role"],
        ["sheet.upload"] = ["bytes", "file"],
        ["sheet.read"] = ["encoding", "delimiter", "tab"],
        ["batch.confirm"] = ["assignments", "left_behind", "start", "first", "pause_at"],
        ["batch.retry"] = ["rejected", "reason"],
        ["batch.decide"] = ["decision", "assignment", "held"],
        ["batch.cancel"] = ["pending"],
        ["tasks.export"] = ["picked", "filter"],
        ["tasks.export.end"] = ["end", "rows"],
        ["customer.forget"] = ["phone", "lines", "assignments", "orders_of_others", "tasks", "views"],
        ["personal.unmask"] = ["value", "assignment", "attempt", "line", "column", "order", "log"],
        ["audit.export"] = ["filter"],
        ["audit.export.end"] = ["end", "rows"],
    };

    /// <summary>Codes whose value is somebody's own text: each stands last, and all that follows belongs to it.</summary>
    public static readonly IReadOnlySet<string> Free = new HashSet<string> { "file", "tab", "filter" };

    /// <summary>Writes parts; those without a value are left out. Never pass personal data or a secret.</summary>
    /// <param name="parts">Code and value; a free text comes last.</param>
    /// <exception cref="ArgumentException">A value could not be told from what follows it.</exception>
    public static string Of(params ReadOnlySpan<(string Code, object? Value)> parts)
    {
        var detail = new StringBuilder();
        var ended = false;
        foreach (var (code, value) in parts)
        {
            if (Convert.ToString(value, CultureInfo.InvariantCulture) is not { Length: > 0 } text) continue;
            if (ended || !Free.Contains(code) && text.Contains(Separator, StringComparison.Ordinal)) throw new ArgumentException($"What follows {code} could not be told from it.", nameof(parts));
            ended = Free.Contains(code);
            detail.Append(detail.Length == 0 ? "" : Separator).Append(code).Append('=').Append(text);
        }
        return detail.ToString();
    }

    /// <summary>Reads what <see cref="Of"/> wrote.</summary>
    /// <returns>Null when it is nothing of the kind: a name, or the words of an earlier version.</returns>
    public static IReadOnlyList<(string Code, string Value)>? Read(string action, string detail)
    {
        ArgumentNullException.ThrowIfNull(detail);
        if (!Codes.TryGetValue(action, out var codes)) return null;
        var parts = new List<(string Code, string Value)>();
        for (var rest = detail; rest.Length > 0;)
        {
            var at = rest.IndexOf('=', StringComparison.Ordinal);
            if (at < 0 || rest[..at] is var code && !codes.Contains(code)) return null;
            rest = rest[(at + 1)..];
            var end = Free.Contains(code) ? -1 : rest.IndexOf(Separator, StringComparison.Ordinal);
            parts.Add((code, end < 0 ? rest : rest[..end]));
            rest = end < 0 ? "" : rest[(end + Separator.Length)..];
        }
        return parts;
    }
}
