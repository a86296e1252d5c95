using Dashboard.Data;
using Dashboard.Data.Index;

namespace Dashboard.Features.Overview;

/// <summary>Counts all figures of tasks in one walk over the index.</summary>
internal sealed class TaskCount : IDisposable
{
    private const int Finished = 2;
    private const int Terminated = 3;
    private const int Other = 4;
    private const int Slots = 5;
    private const long DayLength = 24L * 60 * 60 * 1000;
    private readonly DaySpan span;
    private readonly long[] starts;
    private readonly long quietSince;
    private readonly long[] bornBefore;
    private readonly int[] byDay;
    private readonly int[] remarks;
    private readonly int[] byAge = new int[TaskFigures.Ages.Count + 1];
    private readonly int[] ended = new int[Slots];
    private readonly int[] endedBefore = new int[Slots];
    private readonly SortedSet<int> others = [];
    private readonly Medians firstActions = new();
    private readonly Medians finishes = new();
    private Tally[] tallies = [];
    private long oldest = long.MaxValue;
    private int created;
    private int createdBefore;
    private int open;
    private int openAtStart;
    private int stale;

    private TaskCount(DaySpan span, TimeZoneInfo zone, DateTimeOffset now, TimeSpan staleAfter)
    {
        this.span = span;
        // The days before and the days themselves, in one row.
        starts = new DaySpan(span.Before.First, span.Last).Starts(zone);
        quietSince = (now - staleAfter).ToUnixTimeMilliseconds();
        bornBefore = [.. TaskFigures.Ages.Select(x => (now - x).ToUnixTimeMilliseconds())];
        byDay = new int[span.Count * Slots];
        remarks = new int[span.Count];
    }

    /// <summary>The figures of the tasks that match.</summary>
    /// <param name="index">The index.</param>
    /// <param name="criteria">Which tasks.</param>
    /// <param name="span">Which days.</param>
    /// <param name="zone">Zone of the days.</param>
    /// <param name="now">Now (UTC).</param>
    /// <param name="staleAfter">After how long without a log entry an open task is stale.</param>
    public static TaskFigures Of(TaskIndex index, TaskCriteria criteria, DaySpan span, TimeZoneInfo zone, DateTimeOffset now, TimeSpan staleAfter)
    {
        using var count = new TaskCount(span, zone, now, staleAfter);
        index.Visit(criteria, (block, offsets) => count.Take(index.Assignees, block, offsets));
        return count.Figures();
    }

    public void Dispose()
    {
        firstActions.Dispose();
        finishes.Dispose();
    }

    private void Take(TextCodes assignees, TaskBlock block, ReadOnlySpan<int> offsets)
    {
        if (tallies.Length < assignees.Count) Array.Resize(ref tallies, assignees.Count);
        foreach (var offset in offsets)
        {
            var code = block.Assignees[offset];
            ref var tally = ref tallies[code];
            // Only while the index can't change.
            tally.Assignee ??= assignees[code];
            var (status, createdAt) = (block.Statuses[offset], block.CreatedAt[offset]);
            var slot = (uint)status < Other ? status : Other;
            if (slot == Other) others.Add(status);
            oldest = Math.Min(oldest, createdAt);
            TakeCreated(ref tally, code, slot, createdAt, block, offset);
            var isOpen = !MirroredTask.IsFinal(status);
            if (isOpen) TakeOpen(ref tally, createdAt, block.LastLogAt[offset]);
            else TakeEnded(slot, block.UpdatedAt[offset]);
            if (createdAt < starts[span.Count] && (isOpen || EndOf(block, offset) >= starts[span.Count])) openAtStart++;
            foreach (var at in block.Remarks(offset))
            {
                if (DayOf(at) is >= 0 and var day && day >= span.Count) remarks[day - span.Count]++;
            }
        }
    }

    private void TakeCreated(ref Tally tally, int code, int slot, long createdAt, TaskBlock block, int offset)
    {
        var day = DayOf(createdAt);
        if (day < 0) return;
        if (day < span.Count)
        {
            createdBefore++;
            return;
        }
        created++;
        byDay[(day - span.Count) * Slots + slot]++;
        tally.Created++;
        if (block.FirstActionAt[offset] is > 0 and var first) firstActions.Add(code, first - createdAt);
        if (slot != Finished) return;
        tally.Finished++;
        if (block.EndedAt[offset] is > 0 and var end) finishes.Add(code, end - createdAt);
    }

    private void TakeOpen(ref Tally tally, long createdAt, long lastLogAt)
    {
        open++;
        tally.Open++;
        var age = 0;
        while (age < bornBefore.Length && createdAt < bornBefore[age]) age++;
        byAge[age]++;
        if (lastLogAt >= quietSince) return;
        stale++;
        tally.Stale++;
    }

    private void TakeEnded(int slot, long updatedAt)
    {
        var day = DayOf(updatedAt);
        if (day >= span.Count) ended[slot]++;
        else if (day >= 0) endedBefore[slot]++;
    }

    private static long EndOf(TaskBlock block, int offset) => block.EndedAt[offset] is > 0 and var at ? at : block.UpdatedAt[offset];

    // A day's number from the first of the days before; -1 outside. Days on which clocks change are an hour longer or shorter.
    private int DayOf(long at)
    {
        if (at < starts[0] || at >= starts[^1]) return -1;
        var day = (int)Math.Min((at - starts[0]) / DayLength, starts.Length - 2);
        while (at < starts[day]) day--;
        while (at >= starts[day + 1]) day++;
        return day;
    }

    private TaskFigures Figures()
    {
        var (toAct, toFinish) = (firstActions.Take(tallies.Length), finishes.Take(tallies.Length));
        return new()
        {
            Days = [.. Enumerable.Range(0, span.Count).Select(Day)],
            Created = Against(created, createdBefore), Finished = Against(ended[Finished], endedBefore[Finished]), Terminated = Against(ended[Terminated], endedBefore[Terminated]),
            Open = Against(open, openAtStart), Stale = stale, OpenByAge = byAge, OtherStatuses = [.. others],
            Assignees = [.. tallies.Select((x, code) => (x, code)).Where(x => x.x.Created + x.x.Open > 0).Select(x => Of(x.x, toAct[x.code], toFinish[x.code]))],
        };
    }

    // The mirror reaches back only so far: a part of the days before would be compared with all of these.
    private Compared Against(int now, int before) => new(now, oldest < starts[1] ? before : null);

    private DayFigures Day(int i)
    {
        var at = byDay.AsSpan(i * Slots, Slots);
        return new(span.First.AddDays(i), at[0], at[1], at[Finished], at[Terminated], at[Other], remarks[i]);
    }

    private static AssigneeFigures Of(Tally tally, long? toAct, long? toFinish) => new()
    {
        Assignee = tally.Assignee!, Created = tally.Created, Finished = tally.Finished, Open = tally.Open, Stale = tally.Stale, FirstAction = Span(toAct), Finish = Span(toFinish),
    };

    private static TimeSpan? Span(long? milliseconds) => milliseconds is { } x ? TimeSpan.FromMilliseconds(x) : null;

    private struct Tally
    {
        public string? Assignee;
        public int Created;
        public int Finished;
        public int Open;
        public int Stale;
    }
}
