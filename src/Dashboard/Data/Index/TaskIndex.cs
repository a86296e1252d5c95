using System.Buffers;

namespace Dashboard.Data.Index;

/// <summary>Gets the offsets of the matches within one block. Called while the index can't change: it neither waits nor keeps the block.</summary>
public delegate void TakeMatches(TaskBlock block, ReadOnlySpan<int> offsets);

/// <summary>All mirrored tasks in memory, column by column (about 200 bytes a task): filters, orders, counts, deep pages and figures take milliseconds at a
/// million tasks, whatever they ask for. The database is the truth; this is read from it at the start and follows it (<see cref="TaskIndexSource"/>).</summary>
public sealed partial class TaskIndex : IDisposable
{
    private readonly ReaderWriterLockSlim guard = new();
    private readonly List<TaskBlock> blocks = [];
    private readonly RemarkList remarks = new();
    private readonly KeyChain byId;
    private readonly KeyChain byCreation;
    private readonly KeyChain byBatch;
    private readonly KeyChain byTemplate;
    private readonly KeyChain byAssignee;
    private readonly KeyChain open;
    private readonly List<int> ofAssignee = [];
    private int openCount;
    private long version;

    /// <summary>An empty one.</summary>
    public TaskIndex()
    {
        byId = new(x => Block(x).Ids[Offset(x)]);
        byCreation = new(x => Block(x).CreationIds[Offset(x)]);
        byBatch = new(x => Block(x).Batches[Offset(x)]);
        byTemplate = new(x => Block(x).Templates[Offset(x)]);
        byAssignee = new(x => Block(x).Assignees[Offset(x)]);
        open = new(_ => 0);
    }

    /// <summary>How many tasks there are.</summary>
    public int Count { get; private set; }

    /// <summary>Goes up with every change.</summary>
    public long Version => Interlocked.Read(ref version);

    /// <summary>Accounts that have tasks.</summary>
    public TextCodes Assignees { get; } = new();

    /// <summary>Names of tasks.</summary>
    public TextCodes Names { get; } = new();

    /// <summary>Names of customers.</summary>
    public TextCodes Customers { get; } = new();

    /// <summary>Gives the matches of each block that has some.</summary>
    public void Visit(TaskCriteria criteria, TakeMatches take)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        ArgumentNullException.ThrowIfNull(take);
        guard.EnterReadLock();
        try
        {
            VisitGuarded(criteria, take);
        }
        finally
        {
            guard.ExitReadLock();
        }
    }

    /// <summary>How many tasks match.</summary>
    public int CountOf(TaskCriteria criteria)
    {
        var count = 0;
        Visit(criteria, (_, offsets) => count += offsets.Length);
        return count;
    }

    /// <summary>Accounts whose name contains a text, whatever the case of letters, in order.</summary>
    /// <param name="part">The text.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<string> AssigneesLike(string part, int most)
    {
        guard.EnterReadLock();
        try
        {
            return [.. Enumerable.Range(0, Assignees.Count).Select(x => Assignees[x]).Where(x => x.Contains(part, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Take(most)];
        }
        finally
        {
            guard.ExitReadLock();
        }
    }

    /// <summary>One page of the matches in order.</summary>
    /// <param name="criteria">Which tasks.</param>
    /// <param name="order">In which order.</param>
    /// <param name="page">Which page, from 1; beyond the end it is the last one.</param>
    /// <param name="size">Tasks a page.</param>
    public TaskHits Find(TaskCriteria criteria, TaskOrder order, int page, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var (total, shown) = (0, 1);
        var ids = Ordered(criteria, order, keys =>
        {
            total = keys;
            shown = Math.Clamp(page, 1, Math.Max((total + size - 1) / size, 1));
            return ((shown - 1) * size, size);
        });
        return new(total, shown, ids);
    }

    /// <summary>Ids of all matches in order.</summary>
    public long[] All(TaskCriteria criteria, TaskOrder order) => Ordered(criteria, order, total => (0, total));

    // The part is asked for when it is known how many match.
    private long[] Ordered(TaskCriteria criteria, TaskOrder order, Func<int, (int Skip, int Take)> part)
    {
        guard.EnterReadLock();
        var keys = ArrayPool<SortKey>.Shared.Rent(Math.Max(Count, 1));
        try
        {
            var total = 0;
            var sort = new SortKeys(order, this);
            VisitGuarded(criteria, (block, offsets) =>
            {
                sort.Write(block, offsets, keys.AsSpan(total));
                total += offsets.Length;
            });
            var (skip, take) = part(total);
            var page = Selection.Page(keys.AsSpan(0, total), skip, take);
            var ids = new long[page.Length];
            for (var i = 0; i < ids.Length; i++) ids[i] = sort.Id(page[i]);
            return ids;
        }
        finally
        {
            ArrayPool<SortKey>.Shared.Return(keys);
            guard.ExitReadLock();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => guard.Dispose();

    private void VisitGuarded(TaskCriteria criteria, TakeMatches take)
    {
        var matcher = new TaskMatcher(criteria, this);
        if (Candidates(criteria, matcher) is { } places) VisitPlaces(matcher, places, take);
        else VisitAll(matcher, take);
    }

    private void VisitAll(TaskMatcher matcher, TakeMatches take)
    {
        var offsets = ArrayPool<int>.Shared.Rent(TaskBlock.Size);
        try
        {
            foreach (var block in blocks.Where(matcher.MayHold))
            {
                var count = matcher.Filter(block, offsets);
                if (count > 0) take(block, offsets.AsSpan(0, count));
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(offsets);
        }
    }

    private void VisitPlaces(TaskMatcher matcher, List<int> places, TakeMatches take)
    {
        var offsets = ArrayPool<int>.Shared.Rent(TaskBlock.Size);
        try
        {
            for (var i = 0; i < places.Count;)
            {
                var block = Block(places[i]);
                var n = 0;
                for (; i < places.Count && Block(places[i]) == block; i++) offsets[n++] = Offset(places[i]);
                n = matcher.Narrow(block, offsets.AsSpan(0, n));
                if (n > 0) take(block, offsets.AsSpan(0, n));
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(offsets);
        }
    }

    // Where few can match, they are looked up instead of going over all; null where there is no such criterion.
    private List<int>? Candidates(TaskCriteria criteria, TaskMatcher matcher)
    {
        if (criteria.Ids is { } ids) return [.. ids.Select(Place).Where(x => x >= 0)];
        if (criteria.TaskId is { } id) return Chain(byId, id);
        if (criteria.CreationId is { } creation) return Chain(byCreation, creation);
        if (criteria.Batch is { } batch) return Chain(byBatch, batch);
        if (criteria.Template is { } template) return Chain(byTemplate, template);
        // Following a chain through memory costs many times what passing over a column does.
        var few = blocks.Where(matcher.MayHold).Sum(x => x.Count) / 25;
        var code = criteria.Assignee is { } account ? Assignees.Find(account) : -1;
        var ofOne = criteria.Assignee is null ? int.MaxValue : code < 0 ? 0 : ofAssignee[code];
        var ofOpen = criteria.OnlyOpen ? openCount : int.MaxValue;
        if (Math.Min(ofOne, ofOpen) > few) return null;
        return ofOne <= ofOpen ? (code < 0 ? [] : Chain(byAssignee, code)) : Chain(open, 0);
    }

    private static List<int> Chain(KeyChain chain, long key)
    {
        var places = new List<int>();
        for (var place = chain.First(key); place >= 0; place = chain.After(place)) places.Add(place);
        return places;
    }

    private int Place(long id)
    {
        for (var place = byId.First(id); place >= 0; place = byId.After(place))
        {
            if (Block(place).Ids[Offset(place)] == id) return place;
        }
        return -1;
    }

    private TaskBlock Block(int place) => blocks[place >> TaskBlock.Bits];

    private static int Offset(int place) => place & (TaskBlock.Size - 1);
}

/// <summary>A page of matches.</summary>
/// <param name="Total">How many match in all.</param>
/// <param name="Page">Which page it is, from 1.</param>
/// <param name="Ids">Ids of the page's tasks, in order.</param>
public sealed record TaskHits(int Total, int Page, IReadOnlyList<long> Ids);
