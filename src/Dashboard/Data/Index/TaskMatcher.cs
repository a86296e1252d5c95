using System.Runtime.CompilerServices;

namespace Dashboard.Data.Index;

/// <summary>Criteria made ready for an index: texts are looked up once, then each criterion goes over a block's column and keeps the offsets for which it holds.</summary>
internal sealed class TaskMatcher
{
    private readonly TaskCriteria criteria;
    private readonly ulong statuses;
    private readonly HashSet<int>? rareStatuses;
    private readonly int assignee;
    private readonly List<(bool[] Names, bool[] Customers)> texts;
    private readonly PhoneTest phone;
    private readonly PhoneTest searchPhone;

    public TaskMatcher(TaskCriteria criteria, TaskIndex index)
    {
        this.criteria = criteria;
        foreach (var status in criteria.Statuses)
        {
            if (status is >= 0 and < 64) statuses |= 1ul << status;
            else (rareStatuses ??= []).Add(status);
        }
        assignee = criteria.Assignee is { } account ? index.Assignees.Find(account) : -1;
        texts = [.. new[] { criteria.Name, criteria.Text }.OfType<string>().Select(x => (index.Names.Containing(x), index.Customers.Containing(x)))];
        phone = criteria.Phone?.Test() ?? default;
        searchPhone = criteria.SearchPhone?.Test() ?? default;
    }

    /// <summary>Whether the block may hold a match, by the times of its tasks.</summary>
    public bool MayHold(TaskBlock block) =>
        !(block.CreatedWithin.Greatest < criteria.CreatedFrom?.ToUnixTimeMilliseconds()) && !(block.CreatedWithin.Least >= criteria.CreatedUntil?.ToUnixTimeMilliseconds())
        && !(block.UpdatedWithin.Greatest < criteria.UpdatedFrom?.ToUnixTimeMilliseconds()) && !(block.UpdatedWithin.Least >= criteria.UpdatedUntil?.ToUnixTimeMilliseconds());

    /// <summary>Which offsets of the block match, ascending; the span is filled and its first entries are those.</summary>
    public int Filter(TaskBlock block, Span<int> offsets)
    {
        for (var i = 0; i < block.Count; i++) offsets[i] = i;
        return Narrow(block, offsets[..block.Count]);
    }

    /// <summary>Which of the offsets match; they come to the front.</summary>
    public int Narrow(TaskBlock block, Span<int> offsets)
    {
        var n = offsets.Length;
        if (criteria.TaskId is { } id) n = Keep(offsets[..n], new Same(block.Ids, id));
        if (criteria.CreationId is { } creation) n = Keep(offsets[..n], new Same(block.CreationIds, creation));
        if (criteria.Batch is { } batch) n = Keep(offsets[..n], new Same(block.Batches, batch));
        if (criteria.Template is { } template) n = Keep(offsets[..n], new Same(block.Templates, template));
        if (criteria.Ids is { } ids) n = Keep(offsets[..n], new OneOf(block.Ids, ids));
        if (criteria.Phone is not null) n = Keep(offsets[..n], new Phoned(block.Phones, phone));
        if (criteria.SearchId is { } number) n = Keep(offsets[..n], new Searched(block.Ids, block.Phones, number, searchPhone));
        if (criteria.Assignee is not null) n = Keep(offsets[..n], new SameCode(block.Assignees, assignee));
        if (criteria.AuthId is { } auth) n = Keep(offsets[..n], new Same(block.AuthIds, auth));
        if (criteria.Statuses.Count > 0) n = Keep(offsets[..n], new Status(block.Statuses, statuses, rareStatuses));
        if ((criteria.CreatedFrom ?? criteria.CreatedUntil) is not null) n = Keep(offsets[..n], Within(block.CreatedAt, criteria.CreatedFrom, criteria.CreatedUntil));
        if ((criteria.UpdatedFrom ?? criteria.UpdatedUntil) is not null) n = Keep(offsets[..n], Within(block.UpdatedAt, criteria.UpdatedFrom, criteria.UpdatedUntil));
        if (criteria.CreatedBefore is { } before) n = Keep(offsets[..n], new OpenSince(block.Statuses, block.CreatedAt, before.ToUnixTimeMilliseconds()));
        if (criteria.QuietSince is { } quiet) n = Keep(offsets[..n], new OpenSince(block.Statuses, block.LastLogAt, quiet.ToUnixTimeMilliseconds()));
        if ((criteria.RemarkedFrom ?? criteria.RemarkedUntil) is not null)
            n = Keep(offsets[..n], new Remarked(block, criteria.RemarkedFrom?.ToUnixTimeMilliseconds() ?? long.MinValue, criteria.RemarkedUntil?.ToUnixTimeMilliseconds() ?? long.MaxValue));
        foreach (var (names, customers) in texts) n = Keep(offsets[..n], new Named(block.Names, names, block.Customers, customers));
        return n;
    }

    private static Range Within(long[] values, DateTimeOffset? from, DateTimeOffset? until) =>
        new(values, from?.ToUnixTimeMilliseconds() ?? long.MinValue, until?.ToUnixTimeMilliseconds() ?? long.MaxValue);

    // Made anew for each kind of test by the compiler: no call a row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Keep<T>(Span<int> offsets, T test) where T : struct, ITest
    {
        var kept = 0;
        foreach (var offset in offsets)
        {
            offsets[kept] = offset;
            if (test.Holds(offset)) kept++;
        }
        return kept;
    }

    private interface ITest
    {
        bool Holds(int offset);
    }

    private readonly record struct Same(long[] Values, long Value) : ITest
    {
        public bool Holds(int offset) => Values[offset] == Value;
    }

    private readonly record struct SameCode(int[] Codes, int Code) : ITest
    {
        public bool Holds(int offset) => Codes[offset] == Code;
    }

    private readonly record struct OneOf(long[] Values, IReadOnlySet<long> Set) : ITest
    {
        public bool Holds(int offset) => Set.Contains(Values[offset]);
    }

    private readonly record struct Range(long[] Values, long From, long Until) : ITest
    {
        public bool Holds(int offset) => Values[offset] >= From && Values[offset] < Until;
    }

    private readonly record struct Status(int[] Values, ulong Usual, HashSet<int>? Rare) : ITest
    {
        public bool Holds(int offset) => Values[offset] is >= 0 and < 64 and var status ? (Usual >> status & 1) != 0 : Rare?.Contains(Values[offset]) == true;
    }

    private readonly record struct OpenSince(int[] Statuses, long[] At, long Before) : ITest
    {
        public bool Holds(int offset) => !MirroredTask.IsFinal(Statuses[offset]) && At[offset] < Before;
    }

    private readonly record struct Remarked(TaskBlock Block, long From, long Until) : ITest
    {
        public bool Holds(int offset)
        {
            foreach (var at in Block.Remarks(offset))
            {
                if (at >= From && at < Until) return true;
            }
            return false;
        }
    }

    private readonly record struct Phoned(ulong[] Phones, PhoneTest Test) : ITest
    {
        public bool Holds(int offset) => Test.Holds(Phones[offset]);
    }

    private readonly record struct Searched(long[] Ids, ulong[] Phones, long Id, PhoneTest Phone) : ITest
    {
        public bool Holds(int offset) => Ids[offset] == Id || Phone.Holds(Phones[offset]);
    }

    private readonly record struct Named(int[] Names, bool[] NameHits, int[] Customers, bool[] CustomerHits) : ITest
    {
        public bool Holds(int offset) => NameHits[Names[offset]] || CustomerHits[Customers[offset]];
    }
}
