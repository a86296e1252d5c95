namespace Dashboard.Data.Index;

/// <summary>When remarks were written: a chain for each task through two arrays, which costs twelve bytes a remark.</summary>
internal sealed class RemarkList
{
    // 0 ends a chain, so that a fresh array of firsts means "none".
    private int used = 1;

    public long[] At { get; private set; } = new long[1024];

    public int[] Next { get; private set; } = new int[1024];

    /// <summary>Adds to a chain; returns its new first.</summary>
    public int Add(int first, long at)
    {
        if (used == At.Length)
        {
            var (moreAt, moreNext) = (At, Next);
            Array.Resize(ref moreAt, 2 * used);
            Array.Resize(ref moreNext, 2 * used);
            (At, Next) = (moreAt, moreNext);
        }
        (At[used], Next[used]) = (at, first);
        return used++;
    }
}

/// <summary>When the remarks on a task were written (UTC, Unix milliseconds), in no order. To be walked where the block was given, not kept.</summary>
public struct RemarkTimes
{
    private readonly RemarkList list;
    private int next;

    internal RemarkTimes(RemarkList list, int first) => (this.list, next) = (list, first);

    /// <summary>The one it stands at.</summary>
    public long Current { get; private set; }

    /// <summary>Goes on to the next.</summary>
    public bool MoveNext()
    {
        if (next == 0) return false;
        (Current, next) = (list.At[next], list.Next[next]);
        return true;
    }

    /// <summary>Lets <c>foreach</c> walk it.</summary>
    public readonly RemarkTimes GetEnumerator() => this;
}
