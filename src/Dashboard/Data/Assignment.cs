namespace Dashboard.Data;

/// <summary>One intended task: one POST. Made from one line of a sheet, or from several that list orders of the same task.</summary>
public sealed class Assignment
{
    /// <summary>Key, ascending in the order of the sheet.</summary>
    public long Id { get; set; }

    /// <summary>The batch it belongs to.</summary>
    public long BatchId { get; set; }

    /// <summary>Number of its first line in the sheet; the header is 1.</summary>
    public int FirstLine { get; set; }

    /// <summary>Where it stands. Only the journal moves it, and every move names the state it expects.</summary>
    public AssignmentState State { get; set; }

    /// <summary>Why it is in <see cref="State"/>: the upstream's message or one of <see cref="AssignmentReasons"/>; null when there is nothing to say.</summary>
    public string? Reason { get; set; }

    /// <summary>Task name, 1-256 characters.</summary>
    public required string Name { get; set; }

    /// <summary>Task description, at most 256 characters, or null.</summary>
    public string? Description { get; set; }

    /// <summary>WhatsApp authorisation id in INCS.</summary>
    public long AuthId { get; set; }

    /// <summary>Customer's phone: digits only, country code first.</summary>
    public required string UserPhone { get; set; }

    /// <summary>Customer's name, or null.</summary>
    public string? UserName { get; set; }

    /// <summary>INCS account that gets the task.</summary>
    public required string AssigneeUsername { get; set; }

    /// <summary>Total amount as written in the sheet, or null.</summary>
    public string? TotalAmount { get; set; }

    /// <summary>Its orders, a JSON array in the wire's shape (INCS seed, <c>task_module_info.orders</c>); null when it lists none.</summary>
    public string? OrdersJson { get; set; }

    /// <summary>Wshoto template it belongs to, or null; never sent to INCS.</summary>
    public long? TemplateId { get; set; }

    /// <summary>INCS task id, unique among assignments; null until assigned.</summary>
    public long? TaskId { get; set; }

    /// <summary>INCS creation id from the create answer, or null.</summary>
    public long? CreationId { get; set; }

    /// <summary>How many POSTs were made, or may have been made.</summary>
    public int AttemptCount { get; set; }

    /// <summary>When it was last claimed (UTC), or null.</summary>
    public DateTimeOffset? ClaimedAt { get; set; }

    /// <summary>When the first claim was made of those whose task may exist (UTC), or null: its task can't be older.</summary>
    public DateTimeOffset? FirstClaimedAt { get; set; }

    /// <summary>When it first became Unknown (UTC); null if it never did. What INCS refuses afterwards for an open task may be its own task.</summary>
    public DateTimeOffset? FirstUnknownAt { get; set; }

    /// <summary>How often INCS was searched for its task in vain since it became Unknown.</summary>
    public int LookCount { get; set; }

    /// <summary>When INCS was last searched for its task (UTC), or null.</summary>
    public DateTimeOffset? LookedAt { get; set; }

    /// <summary>A task in INCS that may be its own, for a person to decide; null unless Held for that.</summary>
    public long? CandidateTaskId { get; set; }

    /// <summary>The process that claimed it last, or null.</summary>
    public string? ClaimedBy { get; set; }

    /// <summary>When <see cref="State"/> last changed (UTC).</summary>
    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>States of an assignment; stored as its number.</summary>
public enum AssignmentState
{
    /// <summary>Waiting to be sent.</summary>
    Pending = 0,

    /// <summary>Claimed in a durable commit; its POST may be on the wire.</summary>
    Sending = 1,

    /// <summary>INCS has the task.</summary>
    Assigned = 2,

    /// <summary>INCS refused it.</summary>
    Rejected = 3,

    /// <summary>No clear answer: the task may or may not exist. Never sent again before that is known.</summary>
    Unknown = 4,

    /// <summary>A person must decide.</summary>
    Held = 5,

    /// <summary>Cancelled before it was sent.</summary>
    Cancelled = 6,
}

/// <summary>Values of <see cref="Assignment.Reason"/> that are ours and not the upstream's words.</summary>
public static class AssignmentReasons
{
    /// <summary>INCS: the customer has a task that is not finished.</summary>
    public const string OpenTask = "open-task";

    /// <summary>The server ended while the POST may have been on the wire.</summary>
    public const string OwnerLost = "owner-lost";

    /// <summary>No answer in time.</summary>
    public const string TimedOut = "timed-out";

    /// <summary>The connection broke before a whole answer came.</summary>
    public const string ConnectionLost = "connection-lost";

    /// <summary>An answer came that can't be understood (a 5xx, a gateway's page, cut JSON).</summary>
    public const string UnclearAnswer = "unclear-answer";

    /// <summary>INCS answered with a task id that another assignment already has.</summary>
    public const string TaskTaken = "task-taken";

    /// <summary>Our own record of the assignment can't be made into a request.</summary>
    public const string Unsendable = "unsendable";

    /// <summary>INCS refused it for an open task, which may be the one that an earlier attempt without a clear answer created: it is looked for.</summary>
    public const string OpenTaskLater = "open-task-later";

    /// <summary>INCS has a task like it, but one created at another time than its POST.</summary>
    public const string MaybeThere = "maybe-there";

    /// <summary>INCS's list holds less than it counts, so absence can't be proved.</summary>
    public const string CantTell = "cant-tell";

    /// <summary>It was sent many times and never got a clear answer.</summary>
    public const string NoAnswerAgain = "no-answer-again";

    /// <summary>A person decided that it is not sent.</summary>
    public const string LeftOut = "left-out";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All =
        [OpenTask, OwnerLost, TimedOut, ConnectionLost, UnclearAnswer, TaskTaken, Unsendable, OpenTaskLater, MaybeThere, CantTell, NoAnswerAgain, LeftOut];
}

/// <summary>One actual POST of an assignment, or what a search for its task concluded.</summary>
public sealed class Attempt
{
    /// <summary>Key.</summary>
    public long Id { get; set; }

    /// <summary>The assignment that was sent.</summary>
    public long AssignmentId { get; set; }

    /// <summary>1 for the first POST.</summary>
    public int Number { get; set; }

    /// <summary>When the POST began (UTC).</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>How long it took, in milliseconds.</summary>
    public int DurationMs { get; set; }

    /// <summary>Name of the outcome, as in <c>IncsOutcome</c>; of a search one of <see cref="AttemptOutcomes"/>.</summary>
    public required string Outcome { get; set; }

    /// <summary>HTTP status, or null when no answer came.</summary>
    public int? HttpStatus { get; set; }

    /// <summary>The upstream's message, shortened to 500 characters, or null.</summary>
    public string? Message { get; set; }

    /// <summary>How far the wall clock of INCS, as it stands in <c>created_at</c>, was ahead of UTC here, in milliseconds; null unless a task was created.</summary>
    public long? UpstreamClockMs { get; set; }
}

/// <summary>Values of <see cref="Attempt.Outcome"/> for searches.</summary>
public static class AttemptOutcomes
{
    /// <summary>A POST created the task.</summary>
    public const string Created = "Created";

    /// <summary>The task was found in INCS.</summary>
    public const string Found = "Found";

    /// <summary>The task was proved to be absent from INCS.</summary>
    public const string Absent = "Absent";
}
