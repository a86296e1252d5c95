using Dashboard.Shared;

namespace Dashboard.Features.Assign;

/// <summary>Recognises our own result and error files when they are uploaded again, so that what is assigned is not assigned twice.</summary>
public static class ResultSheet
{
    /// <summary>Columns that the result file adds behind the sheet's own, in this order; <c>line</c> stands before them.</summary>
    public static readonly IReadOnlyList<string> OutcomeHeaders = ["outcome", "task_id", "reason", "attempts", "time"];

    /// <summary>Column that the result and error files put before the sheet's own.</summary>
    public const string LineHeader = "line";

    /// <summary>Column that the error file adds behind the sheet's own.</summary>
    public const string ErrorsHeader = "errors";

    /// <summary>Kinds of findings that say why a line of a result file is passed over.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["AlreadyAssigned", "StillInBatch", "LeftOutBefore"];

    /// <summary>Index of the outcome's column when these are the headers of a result file, else null.</summary>
    public static int? OutcomeColumn(IReadOnlyList<string> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (headers.Count == 0 || !Is(headers[0], LineHeader)) return null;
        for (var i = headers.Count - OutcomeHeaders.Count; i > 0; i--)
        {
            if (Enumerable.Range(0, OutcomeHeaders.Count).All(n => Is(headers[i + n], OutcomeHeaders[n]))) return i;
        }
        return null;
    }

    /// <summary>Whether a column is one that our own files add, so that it is no column of the sheet.</summary>
    public static bool IsOurs(IReadOnlyList<string> headers, int column)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (OutcomeColumn(headers) is { } outcome) return column == 0 || (column >= outcome && column < outcome + OutcomeHeaders.Count);
        return Is(headers[0], LineHeader) && Is(headers[^1], ErrorsHeader) && (column == 0 || column == headers.Count - 1);
    }

    /// <summary>Whether these are the headers of a file that we wrote.</summary>
    public static bool IsOurFile(IReadOnlyList<string> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return headers.Count > 0 && IsOurs(headers, 0);
    }

    /// <summary>Indexes of the sheet's own columns, without those that our own files add.</summary>
    public static IReadOnlyList<int> OwnColumns(IReadOnlyList<string> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return [.. Enumerable.Range(0, headers.Count).Where(i => !IsOurs(headers, i))];
    }

    /// <summary>Takes the apostrophes out again that our own files put before what a spreadsheet would run as a formula.</summary>
    public static void Unprotect(string[] cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        for (var i = 0; i < cells.Length; i++) cells[i] = CsvRow.Unprotected(cells[i]);
    }

    /// <summary>What the result file says of a line that must not be sent again; null for one that may.</summary>
    public static DealtWith? TaskOf(IReadOnlyList<string> cells, int outcomeColumn)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return Cell(cells, outcomeColumn).ToLowerInvariant() switch
        {
            "assigned" => new("AlreadyAssigned", Cell(cells, outcomeColumn + 1)),
            "pending" or "sending" or "unknown" or "held" => new("StillInBatch", Cell(cells, outcomeColumn)),
            "left out" => new("LeftOutBefore", ""),
            _ => null,
        };
    }

    private static string Cell(IReadOnlyList<string> cells, int column) => column < cells.Count ? cells[column].Trim() : "";

    private static bool Is(string header, string name) => string.Equals(header, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Why a line of a result file is passed over.</summary>
/// <param name="Kind">Kind of the finding.</param>
/// <param name="TaskId">The task that it has, or what it waits for.</param>
public sealed record DealtWith(string Kind, string TaskId);
