namespace Dashboard.Data;

/// <summary>Our copy of one INCS task (source: INCS list call, <c>data.data[]</c>).</summary>
public sealed class MirroredTask
{
    /// <summary>INCS task id.</summary>
    public long Id { get; set; }

    /// <summary>INCS creation id (its own batch of tasks).</summary>
    public long CreationId { get; set; }

    /// <summary>WhatsApp authorisation id.</summary>
    public long AuthId { get; set; }

    /// <summary>Task type; 3 is a message task.</summary>
    public int Type { get; set; }

    /// <summary>Task status: 0 not started, 1 in progress, 2 finished, 3 terminated; others may come.</summary>
    public int Status { get; set; }

    /// <summary>Task name.</summary>
    public required string Name { get; set; }

    /// <summary>Task description, or empty.</summary>
    public required string Description { get; set; }

    /// <summary>Customer's name, or empty.</summary>
    public required string UserName { get; set; }

    /// <summary>Customer's phone, digits.</summary>
    public required string UserPhone { get; set; }

    /// <summary>INCS account that has the task.</summary>
    public required string AssigneeUsername { get; set; }

    /// <summary>Conversation id, or null where the API left it out.</summary>
    public long? ConversationId { get; set; }

    /// <summary>When the task was created (UTC, from the API's zone).</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the task was last changed (UTC, from the API's zone).</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When we last read it (UTC).</summary>
    public DateTimeOffset SyncedAt { get; set; }

    /// <summary>Id of the newest entry of its log, or null while it has none.</summary>
    public long? LastLogId { get; set; }

    /// <summary>When that entry was written (UTC), or null.</summary>
    public DateTimeOffset? LastLogAt { get; set; }

    /// <summary>When somebody first did something with it, by its log: a change of status or a remark (UTC), or null.</summary>
    public DateTimeOffset? FirstActionAt { get; set; }

    /// <summary>When it last became final, by its log (UTC), or null.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When the customer's data was taken out of it (UTC), because it is over for long or the customer is forgotten; null while it is there.</summary>
    public DateTimeOffset? PurgedAt { get; set; }

    /// <summary>Its log, oldest first.</summary>
    public List<MirroredLog> Logs { get; set; } = [];

    /// <summary>Whether nothing more is done with a task of a status; one that is not documented counts as open.</summary>
    public static bool IsFinal(int status) => status is 2 or 3;

    /// <summary>The statuses that are final.</summary>
    public static IReadOnlyList<int> FinalStatuses { get; } = [2, 3];

    /// <summary>Keeps with the task what the grid and the figures ask of its log, which must be loaded.</summary>
    /// <returns>Whether that is otherwise than before.</returns>
    public bool Summarise()
    {
        var before = (LastLogId, LastLogAt, FirstActionAt, EndedAt);
        var last = Logs.MaxBy(x => (x.CreatedAt, x.Id));
        (LastLogId, LastLogAt) = (last?.Id, last?.CreatedAt);
        FirstActionAt = Logs.Where(x => x.Type is 3 or 4).Min(x => (DateTimeOffset?)x.CreatedAt);
        EndedAt = Logs.Where(x => x.Type == 3 && IsFinal(x.Status)).Max(x => (DateTimeOffset?)x.CreatedAt);
        return before != (LastLogId, LastLogAt, FirstActionAt, EndedAt);
    }
}

/// <summary>One log entry of a task (source: INCS list call, <c>logs[]</c>).</summary>
public sealed class MirroredLog
{
    /// <summary>INCS log id.</summary>
    public long Id { get; set; }

    /// <summary>The task it belongs to.</summary>
    public long TaskId { get; set; }

    /// <summary>1 created, 2 assigned, 3 status changed, 4 remark; others may come.</summary>
    public int Type { get; set; }

    /// <summary>Status after the entry.</summary>
    public int Status { get; set; }

    /// <summary>Status before the entry.</summary>
    public int PreStatus { get; set; }

    /// <summary>Account the entry speaks of, or empty.</summary>
    public required string AssigneeUsername { get; set; }

    /// <summary>Remark text, or empty.</summary>
    public required string Comment { get; set; }

    /// <summary>When it was written (UTC, from the API's zone).</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
