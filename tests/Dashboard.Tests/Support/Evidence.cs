using System.Collections.Concurrent;
using System.Diagnostics;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Support;

/// <summary>All that a run of the product leaves behind, to be searched for what must stand nowhere.</summary>
internal sealed class Evidence : IDisposable
{
    private readonly ConcurrentQueue<(string Kind, string Text)> texts = new();
    private readonly ActivityListener listener;

    /// <summary>Listens to every activity of the process, those of the sandbox too.</summary>
    public Evidence()
    {
        listener = new()
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = x => Add("trace", Words(x)),
        };
        ActivitySource.AddActivityListener(listener);
    }

    public RecordedLogs Logs { get; } = new();

    /// <summary>How many texts of a kind there are.</summary>
    public int Count(string kind) => texts.Count(x => x.Kind == kind);

    /// <summary>Takes a page or an error text.</summary>
    public void Add(string kind, string text) => texts.Enqueue((kind, text));

    /// <summary>Where one of the values stands in logs, traces and what was added.</summary>
    public IReadOnlyList<string> Find(params IReadOnlyCollection<string> values) =>
    [
        .. (from text in texts.Concat(Logs.Entries.Select(x => (Kind: "log", x.Text)))
            from value in values
            let at = text.Text.IndexOf(value, StringComparison.Ordinal)
            where at >= 0
            select $"{text.Kind}: {text.Text[Math.Max(0, at - 120)..Math.Min(text.Text.Length, at + 60)]}").Distinct(),
    ];

    /// <summary>Where one of the values stands in the database too.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(IDbContextFactory<DashboardDb> databases, IReadOnlyCollection<string> values, CancellationToken cancellationToken) =>
        [.. Find(values), .. await DatabaseText.FindAsync(databases, values, cancellationToken)];

    public void Dispose() => listener.Dispose();

    private static string Words(Activity x) =>
        $"{x.Source.Name} {x.DisplayName} {x.StatusDescription} {Pairs(x.TagObjects)} {Pairs(x.Baggage.Select(b => new KeyValuePair<string, object?>(b.Key, b.Value)))} {string.Join(' ', x.Events.Select(e => $"{e.Name} {Pairs(e.Tags)}"))}";

    private static string Pairs(IEnumerable<KeyValuePair<string, object?>> pairs) => string.Join(' ', pairs.Select(x => $"{x.Key}={x.Value}"));
}
