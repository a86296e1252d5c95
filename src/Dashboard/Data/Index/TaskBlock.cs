namespace Dashboard.Data.Index;

/// <summary>Columns of up to <see cref="Size"/> tasks. Arrays are by offset, and only the first <see cref="Count"/> entries mean something.</summary>
public sealed class TaskBlock
{
    /// <summary>Tasks in a full block.</summary>
    public const int Size = 1 << Bits;

    internal const int Bits = 14;

    private readonly RemarkList remarks;

    internal TaskBlock(RemarkList remarks)
    {
        this.remarks = remarks;
        FirstRemarks = new int[Size];
    }

    /// <summary>How many tasks it holds.</summary>
    public int Count { get; internal set; }

    /// <summary>INCS task ids.</summary>
    public long[] Ids { get; } = new long[Size];

    /// <summary>INCS statuses.</summary>
    public int[] Statuses { get; } = new int[Size];

    /// <summary>Codes of <see cref="TaskIndex.Assignees"/>.</summary>
    public int[] Assignees { get; } = new int[Size];

    /// <summary>Codes of <see cref="TaskIndex.Names"/>.</summary>
    public int[] Names { get; } = new int[Size];

    /// <summary>Codes of <see cref="TaskIndex.Customers"/>.</summary>
    public int[] Customers { get; } = new int[Size];

    /// <summary>Packed phones.</summary>
    public ulong[] Phones { get; } = new ulong[Size];

    /// <summary>Authorisation ids.</summary>
    public long[] AuthIds { get; } = new long[Size];

    /// <summary>Creation ids.</summary>
    public long[] CreationIds { get; } = new long[Size];

    /// <summary>Batches that the tasks came from; 0 for none.</summary>
    public long[] Batches { get; } = new long[Size];

    /// <summary>Templates of the batches' lines; 0 for none.</summary>
    public long[] Templates { get; } = new long[Size];

    /// <summary>When they were created (UTC, Unix milliseconds).</summary>
    public long[] CreatedAt { get; } = new long[Size];

    /// <summary>When they were last changed (UTC, Unix milliseconds).</summary>
    public long[] UpdatedAt { get; } = new long[Size];

    /// <summary>When their newest log entry was written (UTC, Unix milliseconds); their creation where there is none.</summary>
    public long[] LastLogAt { get; } = new long[Size];

    /// <summary>When somebody first did something with them (UTC, Unix milliseconds); 0 for never.</summary>
    public long[] FirstActionAt { get; } = new long[Size];

    /// <summary>When they became final (UTC, Unix milliseconds); 0 for never.</summary>
    public long[] EndedAt { get; } = new long[Size];

    internal int[] FirstRemarks { get; }

    // Tasks that come together were created together: whoever asks for a stretch of time passes over most blocks.
    internal (long Least, long Greatest) CreatedWithin { get; private set; } = (long.MaxValue, long.MinValue);

    internal (long Least, long Greatest) UpdatedWithin { get; private set; } = (long.MaxValue, long.MinValue);

    /// <summary>When the remarks on one of them were written.</summary>
    public RemarkTimes Remarks(int offset) => new(remarks, FirstRemarks[offset]);

    internal void Set(int offset, IndexedTask task, int name, int customer, int assignee)
    {
        Ids[offset] = task.Id;
        Statuses[offset] = task.Status;
        Assignees[offset] = assignee;
        Names[offset] = name;
        Customers[offset] = customer;
        Phones[offset] = PackedPhone.Pack(task.Phone);
        AuthIds[offset] = task.AuthId;
        CreationIds[offset] = task.CreationId;
        Batches[offset] = task.Batch;
        Templates[offset] = task.Template;
        CreatedAt[offset] = task.CreatedAt;
        UpdatedAt[offset] = task.UpdatedAt;
        LastLogAt[offset] = task.LastLogAt == 0 ? task.CreatedAt : task.LastLogAt;
        FirstActionAt[offset] = task.FirstActionAt;
        EndedAt[offset] = task.EndedAt;
        Widen(offset);
    }

    internal void Widen(int offset)
    {
        CreatedWithin = (Math.Min(CreatedWithin.Least, CreatedAt[offset]), Math.Max(CreatedWithin.Greatest, CreatedAt[offset]));
        UpdatedWithin = (Math.Min(UpdatedWithin.Least, UpdatedAt[offset]), Math.Max(UpdatedWithin.Greatest, UpdatedAt[offset]));
    }

    internal static void Move(TaskBlock from, int at, TaskBlock to, int offset)
    {
        to.Ids[offset] = from.Ids[at];
        to.Statuses[offset] = from.Statuses[at];
        to.Assignees[offset] = from.Assignees[at];
        to.Names[offset] = from.Names[at];
        to.Customers[offset] = from.Customers[at];
        to.Phones[offset] = from.Phones[at];
        to.AuthIds[offset] = from.AuthIds[at];
        to.CreationIds[offset] = from.CreationIds[at];
        to.Batches[offset] = from.Batches[at];
        to.Templates[offset] = from.Templates[at];
        to.CreatedAt[offset] = from.CreatedAt[at];
        to.UpdatedAt[offset] = from.UpdatedAt[at];
        to.LastLogAt[offset] = from.LastLogAt[at];
        to.FirstActionAt[offset] = from.FirstActionAt[at];
        to.EndedAt[offset] = from.EndedAt[at];
        to.FirstRemarks[offset] = from.FirstRemarks[at];
        to.Widen(offset);
    }
}
