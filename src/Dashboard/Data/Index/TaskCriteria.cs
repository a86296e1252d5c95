namespace Dashboard.Data.Index;

/// <summary>Which tasks: all that is given must hold. Instants are UTC; null or empty is any.</summary>
public sealed record TaskCriteria
{
    /// <summary>Statuses.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [];

    /// <summary>Whole account of the assignee.</summary>
    public string? Assignee { get; init; }

    /// <summary>Part of the task's name or of the customer's, whatever the case of letters.</summary>
    public string? Name { get; init; }

    /// <summary>As <see cref="Name"/>, when two texts must be contained.</summary>
    public string? Text { get; init; }

    /// <summary>How the phone begins and ends.</summary>
    public PhonePattern? Phone { get; init; }

    /// <summary>Authorisation id.</summary>
    public long? AuthId { get; init; }

    /// <summary>INCS task id.</summary>
    public long? TaskId { get; init; }

    /// <summary>Creation id.</summary>
    public long? CreationId { get; init; }

    /// <summary>Batch that the task came from.</summary>
    public long? Batch { get; init; }

    /// <summary>Template of the batch's line.</summary>
    public long? Template { get; init; }

    /// <summary>Created from, inclusive.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Created until, exclusive.</summary>
    public DateTimeOffset? CreatedUntil { get; init; }

    /// <summary>Changed from, inclusive.</summary>
    public DateTimeOffset? UpdatedFrom { get; init; }

    /// <summary>Changed until, exclusive.</summary>
    public DateTimeOffset? UpdatedUntil { get; init; }

    /// <summary>With a remark from, inclusive.</summary>
    public DateTimeOffset? RemarkedFrom { get; init; }

    /// <summary>With a remark until, exclusive.</summary>
    public DateTimeOffset? RemarkedUntil { get; init; }

    /// <summary>Not final, and created before.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Not final, and without a log entry since.</summary>
    public DateTimeOffset? QuietSince { get; init; }

    /// <summary>One of these tasks.</summary>
    public IReadOnlySet<long>? Ids { get; init; }

    /// <summary>A number that was searched for: the task's id, or the phone as in <see cref="SearchPhone"/>.</summary>
    public long? SearchId { get; init; }

    /// <summary>With <see cref="SearchId"/>: how the phone begins and ends otherwise.</summary>
    public PhonePattern? SearchPhone { get; init; }

    /// <summary>Whether only tasks that are not final can match.</summary>
    public bool OnlyOpen => (CreatedBefore ?? QuietSince) is not null || (Statuses.Count > 0 && !Statuses.Any(MirroredTask.IsFinal));

    /// <summary>Whether one task is among them, as far as the task itself tells: when it was remarked on is left aside.</summary>
    public bool Holds(IndexedTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        bool Within(long at, DateTimeOffset? from, DateTimeOffset? until) => !(at < from?.ToUnixTimeMilliseconds()) && !(at >= until?.ToUnixTimeMilliseconds());
        bool OpenSince(long at, DateTimeOffset? before) => before is not { } limit || (!MirroredTask.IsFinal(task.Status) && at < limit.ToUnixTimeMilliseconds());
        bool Named(string? part) => part is null || task.Name.Contains(part, StringComparison.OrdinalIgnoreCase) || task.Customer.Contains(part, StringComparison.OrdinalIgnoreCase);
        var phone = PackedPhone.Pack(task.Phone);
        return (Statuses.Count == 0 || Statuses.Contains(task.Status)) && (Assignee is null || task.Assignee == Assignee)
            && Named(Name) && Named(Text)
            && Phone?.Test().Holds(phone) != false && (SearchId is null || task.Id == SearchId || SearchPhone?.Test().Holds(phone) == true)
            && (AuthId ?? task.AuthId) == task.AuthId && (TaskId ?? task.Id) == task.Id && (CreationId ?? task.CreationId) == task.CreationId
            && (Batch ?? task.Batch) == task.Batch && (Template ?? task.Template) == task.Template && Ids?.Contains(task.Id) != false
            && Within(task.CreatedAt, CreatedFrom, CreatedUntil) && Within(task.UpdatedAt, UpdatedFrom, UpdatedUntil)
            && OpenSince(task.CreatedAt, CreatedBefore) && OpenSince(task.LastLogAt, QuietSince);
    }
}
