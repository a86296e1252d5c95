namespace Dashboard.Data.Index;

/// <summary>What tasks are sorted by; those alike stand by their id.</summary>
/// <param name="By">The column.</param>
/// <param name="Descending">Whether the greatest come first.</param>
/// <param name="ShownDigits">Digits of a phone at either end that count, as many as a mask shows, so that an order tells no more than the page does; null for all.</param>
public readonly record struct TaskOrder(TaskColumn By, bool Descending, int? ShownDigits = null);

/// <summary>What tasks can be sorted by.</summary>
public enum TaskColumn
{
    /// <summary>When it was created.</summary>
    Created,

    /// <summary>INCS task id.</summary>
    Id,

    /// <summary>Status.</summary>
    Status,

    /// <summary>Name of the task.</summary>
    Name,

    /// <summary>Name of the customer.</summary>
    Customer,

    /// <summary>Phone.</summary>
    Phone,

    /// <summary>Account that has the task.</summary>
    Assignee,

    /// <summary>When it was last changed.</summary>
    Updated,

    /// <summary>When its newest log entry was written.</summary>
    LastLog,

    /// <summary>Batch.</summary>
    Batch,

    /// <summary>Template.</summary>
    Template,

    /// <summary>Authorisation id.</summary>
    AuthId,

    /// <summary>Creation id.</summary>
    CreationId,

    /// <summary>How long it took until somebody did something with it; those with which nobody did come last, or first when descending.</summary>
    FirstAction,

    /// <summary>When it became final.</summary>
    Ended,
}
