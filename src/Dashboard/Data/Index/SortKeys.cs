namespace Dashboard.Data.Index;

/// <summary>What tasks are compared by, always ascending: where the greatest should come first, the bits are turned around.</summary>
internal readonly record struct SortKey(long Key, long Id) : IComparable<SortKey>
{
    public int CompareTo(SortKey other) => Key != other.Key ? (Key < other.Key ? -1 : 1) : Id.CompareTo(other.Id);

    public static bool operator <(SortKey x, SortKey y) => x.Key < y.Key || (x.Key == y.Key && x.Id < y.Id);

    public static bool operator >(SortKey x, SortKey y) => y < x;

    public static bool operator <=(SortKey x, SortKey y) => !(y < x);

    public static bool operator >=(SortKey x, SortKey y) => !(x < y);
}

/// <summary>Makes the sort keys of tasks.</summary>
internal sealed class SortKeys(TaskOrder order, TaskIndex index)
{
    // The ranks of a text column cost a sort after new texts came: only where they are asked for.
    private readonly int[] ranks = order.By switch
    {
        TaskColumn.Name => index.Names.Ranks(),
        TaskColumn.Customer => index.Customers.Ranks(),
        TaskColumn.Assignee => index.Assignees.Ranks(),
        _ => [],
    };

    /// <summary>Writes the keys of the tasks at the offsets.</summary>
    public void Write(TaskBlock block, ReadOnlySpan<int> offsets, Span<SortKey> keys)
    {
        var (longs, codes) = Column(block);
        var turn = order.Descending ? -1L : 0L;
        for (var i = 0; i < offsets.Length; i++)
        {
            var at = offsets[i];
            var key = longs is not null ? longs[at] : codes is not null ? (ranks.Length > 0 ? ranks[codes[at]] : codes[at]) : Computed(block, at);
            keys[i] = new(key ^ turn, block.Ids[at] ^ turn);
        }
    }

    /// <summary>The task of a key.</summary>
    public long Id(SortKey key) => order.Descending ? ~key.Id : key.Id;

    private (long[]? Longs, int[]? Codes) Column(TaskBlock block) => order.By switch
    {
        TaskColumn.Created => (block.CreatedAt, null),
        TaskColumn.Id => (block.Ids, null),
        TaskColumn.Updated => (block.UpdatedAt, null),
        TaskColumn.LastLog => (block.LastLogAt, null),
        TaskColumn.Batch => (block.Batches, null),
        TaskColumn.Template => (block.Templates, null),
        TaskColumn.AuthId => (block.AuthIds, null),
        TaskColumn.CreationId => (block.CreationIds, null),
        TaskColumn.Ended => (block.EndedAt, null),
        TaskColumn.Status => (null, block.Statuses),
        TaskColumn.Name => (null, block.Names),
        TaskColumn.Customer => (null, block.Customers),
        TaskColumn.Assignee => (null, block.Assignees),
        TaskColumn.Phone or TaskColumn.FirstAction => (null, null),
    };

    private long Computed(TaskBlock block, int at)
    {
        if (order.By == TaskColumn.FirstAction) return block.FirstActionAt[at] == 0 ? long.MaxValue : block.FirstActionAt[at] - block.CreatedAt[at];
        var phone = order.ShownDigits is { } shown ? PackedPhone.Masked(block.Phones[at], shown) : block.Phones[at];
        return (long)(phone ^ (1ul << 63));
    }
}
