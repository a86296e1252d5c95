namespace Sandbox.Wshoto;

/// <summary>Ways in which a Wshoto call goes wrong.</summary>
public enum WshotoFault
{
    /// <summary>Body code 10001, although the token is right.</summary>
    InvalidToken,

    /// <summary>HTTP 500 with JSON.</summary>
    Error500,

    /// <summary>A gateway's HTML page with 502.</summary>
    Html,

    /// <summary>A gateway's HTML page with 200.</summary>
    HtmlInOk,

    /// <summary>JSON cut in half.</summary>
    CutJson,

    /// <summary>The connection is aborted.</summary>
    Reset,

    /// <summary>429 with <c>Retry-After: 1</c>.</summary>
    TooManyRequests,

    /// <summary>Never answers.</summary>
    Timeout,
}

/// <summary>The five calls.</summary>
public enum WshotoCall
{
    /// <summary>The token.</summary>
    Token,

    /// <summary>The list of templates.</summary>
    List,

    /// <summary>One template.</summary>
    Detail,

    /// <summary>Execution by employee.</summary>
    Employees,

    /// <summary>An employee's targets.</summary>
    Targets,
}

/// <summary>Faults that wait for their calls, and how often each call was made.</summary>
public sealed class WshotoFaults
{
    private readonly Lock guard = new();
    private readonly List<(WshotoFault Fault, WshotoCall? Call)> queued = [];
    private readonly Dictionary<WshotoCall, int> calls = [];

    /// <summary>How often each call was made.</summary>
    public IReadOnlyDictionary<WshotoCall, int> Calls
    {
        get { lock (guard) return new Dictionary<WshotoCall, int>(calls); }
    }

    /// <summary>The next calls meet this fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="count">How many calls.</param>
    /// <param name="call">Only calls of this kind; null for any but the token.</param>
    public void Queue(WshotoFault fault, int count = 1, WshotoCall? call = null)
    {
        lock (guard) queued.AddRange(Enumerable.Repeat((fault, call), count));
    }

    /// <summary>Forgets what is queued and counted.</summary>
    public void Clear()
    {
        lock (guard)
        {
            queued.Clear();
            calls.Clear();
        }
    }

    /// <summary>Counts a call and takes its fault, or null.</summary>
    public WshotoFault? Next(WshotoCall call)
    {
        lock (guard)
        {
            calls[call] = calls.GetValueOrDefault(call) + 1;
            var at = queued.FindIndex(x => x.Call == call || (x.Call is null && call != WshotoCall.Token));
            if (at < 0) return null;
            var fault = queued[at].Fault;
            queued.RemoveAt(at);
            return fault;
        }
    }
}
