using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>What a rule says of a cell.</summary>
/// <param name="Kind">A code that the texts are keyed by (<c>Problem_{kind}</c>).</param>
/// <param name="Severity">An error when sending the cell as it is would be wrong or refused; a warning for a harmless change and for a doubt.</param>
internal readonly record struct Finding(string Kind, ProblemSeverity Severity)
{
    public static Finding Error(string kind) => new(kind, ProblemSeverity.Error);

    public static Finding Warning(string kind) => new(kind, ProblemSeverity.Warning);
}
