namespace Dashboard.Data;

/// <summary>One uploaded sheet and, once confirmed, its dispatch. Assignments of a draft are in the database before confirmation.</summary>
public sealed class Batch
{
    /// <summary>Key; stands in the page's address.</summary>
    public long Id { get; set; }

    /// <summary>The uploaded file's own name, without a path.</summary>
    public required string SheetName { get; set; }

    /// <summary>Name of the stored copy in the sheet folder; null once retention removed it.</summary>
    public string? StoredFile { get; set; }

    /// <summary>Size of the uploaded file in bytes.</summary>
    public long SheetBytes { get; set; }

    /// <summary>Found encoding, as a WHATWG name such as <c>utf-8</c>; null until the sheet was read.</summary>
    public string? Encoding { get; set; }

    /// <summary>Found delimiter; null until the sheet was read.</summary>
    public string? Delimiter { get; set; }

    /// <summary>The workbook's sheet that is read; null for a text file, and until the file was read.</summary>
    public string? Tab { get; set; }

    /// <summary>What is to be said of the file as a whole, such as hidden rows: a JSON array; null for nothing.</summary>
    public string? RemarksJson { get; set; }

    /// <summary>The sheet's header cells as a JSON array of strings; null until the sheet was read.</summary>
    public string? HeadersJson { get; set; }

    /// <summary>Column mapping and defaults as JSON, as confirmed by the user; null before.</summary>
    public string? MappingJson { get; set; }

    /// <summary>Where the batch stands.</summary>
    public BatchState State { get; set; }

    /// <summary>Why it is in <see cref="State"/> (a <see cref="BatchReasons"/> code), or null.</summary>
    public string? StateReason { get; set; }

    /// <summary>Data lines of the sheet, the header not counted; 0 until checked.</summary>
    public int LineCount { get; set; }

    /// <summary>Assignments built from the valid lines; 0 until checked.</summary>
    public int AssignmentCount { get; set; }

    /// <summary>Lines that have at least one error and stay behind; 0 until checked.</summary>
    public int ErrorLineCount { get; set; }

    /// <summary>Lines that are left out on purpose: by a person, or because a result file says that they are assigned; 0 until checked.</summary>
    public int LeftOutCount { get; set; }

    /// <summary>The country code that most phones of the sheet begin with; null when none does, and until checked.</summary>
    public string? CountryCode { get; set; }

    /// <summary>Number of changes made to the checked draft: a change and the confirmation name the revision that was seen.</summary>
    public int Revision { get; set; }

    /// <summary>When the draft was last compared with open tasks and earlier batches (UTC); null before.</summary>
    public DateTimeOffset? ForecastAt { get; set; }

    /// <summary>Warnings found by the check.</summary>
    public int WarningCount { get; set; }

    /// <summary>When the check finished (UTC); null while the sheet is not checked.</summary>
    public DateTimeOffset? CheckedAt { get; set; }

    /// <summary>Account that uploaded the sheet.</summary>
    public required string CreatedBy { get; set; }

    /// <summary>When it was uploaded (UTC).</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Account that confirmed it, or null.</summary>
    public string? ConfirmedBy { get; set; }

    /// <summary>Nothing is sent before this (UTC); null for at once. Until then the confirmation can be undone.</summary>
    public DateTimeOffset? StartAt { get; set; }

    /// <summary>Only assignments up to this key are sent before a person is asked; null for all.</summary>
    public long? CanaryLastId { get; set; }

    /// <summary>Pauses by itself when so many percent of the last outcomes are rejections; null for never.</summary>
    public int? PauseAtRejectedPercent { get; set; }

    /// <summary>When it was confirmed (UTC), or null.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>When it reached a final state (UTC), or null.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>When retention removed its file, its lines and its customers' data (UTC); null before. Nothing of it can be sent any more.</summary>
    public DateTimeOffset? PurgedAt { get; set; }
}

/// <summary>States of a batch; stored as its number.</summary>
public enum BatchState
{
    /// <summary>Uploaded, perhaps checked, not confirmed: nothing is sent.</summary>
    Draft = 0,

    /// <summary>Confirmed; its pending assignments are dispatched.</summary>
    Running = 1,

    /// <summary>A person paused it, or it asks one; <see cref="Batch.StateReason"/> says which.</summary>
    Paused = 2,

    /// <summary>Every assignment has a final outcome.</summary>
    Completed = 3,

    /// <summary>A person cancelled what was still pending.</summary>
    Cancelled = 4,

    /// <summary>It can't go on without a person; <see cref="Batch.StateReason"/> says why.</summary>
    Stopped = 5,
}

/// <summary>Values of <see cref="Batch.StateReason"/>.</summary>
public static class BatchReasons
{
    /// <summary>INCS refused the token (401 or 403).</summary>
    public const string Unauthorised = "unauthorised";

    /// <summary>All that could be sent was sent, but a person must decide on some assignments.</summary>
    public const string HeldLeft = "held-left";

    /// <summary>Paused: the first few were sent, and a person is asked before the rest.</summary>
    public const string Canary = "canary";

    /// <summary>Paused: too many were rejected.</summary>
    public const string Rejections = "rejections";
}
