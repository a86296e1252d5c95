using Dashboard.Data.Index;

namespace Dashboard.Tests.Data.Index;

/// <summary>Random tasks for the index, with few values a column, so that criteria meet and orders have ties.</summary>
internal static class IndexedTasks
{
    public static readonly ILookup<long, long> NoRemarks = Array.Empty<long>().ToLookup(x => x);

    public static IndexedTask Random(Random chance, long id)
    {
        var created = 1_700_000_000_000 + chance.Next(1000) * 1000L;
        var started = chance.Next(3) > 0;
        return new()
        {
            Id = id, Status = chance.Next(20) == 0 ? 7 + 60 * chance.Next(3) : chance.Next(4), Name = $"Name {chance.Next(30)}", Customer = chance.Next(2) == 0 ? $"客户 {chance.Next(50)}" : $"erin {id}",
            Phone = $"628{chance.Next(10, 99)}{chance.Next(1_000_000):D6}", Assignee = $"incs_{chance.Next(12)}", AuthId = 30058 + chance.Next(3), CreationId = chance.Next(200),
            Batch = chance.Next(4) == 0 ? chance.Next(1, 6) : 0, Template = chance.Next(6) == 0 ? 1254676189925432389 + chance.Next(2) : 0, CreatedAt = created,
            UpdatedAt = created + chance.Next(500) * 1000L, LastLogAt = created + chance.Next(400) * 1000L, FirstActionAt = started ? created + chance.Next(300) * 1000L : 0,
            EndedAt = started && chance.Next(2) == 0 ? created + 400_000 : 0,
        };
    }

    public static TaskCriteria RandomCriteria(Random chance)
    {
        bool Sometimes() => chance.Next(5) == 0;
        DateTimeOffset At() => DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000 + chance.Next(1200) * 1000L);
        return new()
        {
            Statuses = Sometimes() ? [chance.Next(4), 67] : [], Assignee = Sometimes() ? $"incs_{chance.Next(14)}" : null, Name = Sometimes() ? new[] { "NAME 1", "客户 4", "ERIN", "%" }[chance.Next(4)] : null,
            Text = Sometimes() ? "n" : null, Phone = Sometimes() ? new PhonePattern(chance.Next(2) == 0 ? "628" : "", $"{chance.Next(100)}", chance.Next(12)) : null,
            AuthId = Sometimes() ? 30058 + chance.Next(4) : null, TaskId = chance.Next(20) == 0 ? chance.Next(2000) : null, CreationId = Sometimes() ? chance.Next(210) : null,
            Batch = Sometimes() ? chance.Next(1, 7) : null, Template = Sometimes() ? 1254676189925432389 + chance.Next(3) : null, CreatedFrom = Sometimes() ? At() : null,
            CreatedUntil = Sometimes() ? At() : null, UpdatedFrom = Sometimes() ? At() : null, UpdatedUntil = Sometimes() ? At() : null, CreatedBefore = Sometimes() ? At() : null,
            QuietSince = Sometimes() ? At() : null, Ids = chance.Next(12) == 0 ? Enumerable.Range(0, 40).Select(_ => (long)chance.Next(2500)).ToHashSet() : null,
            SearchId = chance.Next(12) == 0 ? chance.Next(2000) : null, SearchPhone = new PhonePattern("", "7", 0),
        };
    }

    /// <summary>The slow way to the same order.</summary>
    public static IEnumerable<IndexedTask> Sorted(this IEnumerable<IndexedTask> tasks, TaskOrder order)
    {
        IComparable Key(IndexedTask x) => order.By switch
        {
            TaskColumn.Created => x.CreatedAt, TaskColumn.Id => x.Id, TaskColumn.Status => x.Status, TaskColumn.Updated => x.UpdatedAt, TaskColumn.LastLog => x.LastLogAt,
            TaskColumn.Batch => x.Batch, TaskColumn.Template => x.Template, TaskColumn.AuthId => x.AuthId, TaskColumn.CreationId => x.CreationId, TaskColumn.Ended => x.EndedAt,
            TaskColumn.FirstAction => x.FirstActionAt == 0 ? long.MaxValue : x.FirstActionAt - x.CreatedAt,
            TaskColumn.Name => new Ordinal(x.Name), TaskColumn.Customer => new Ordinal(x.Customer), TaskColumn.Assignee => new Ordinal(x.Assignee),
            TaskColumn.Phone => new Ordinal(order.ShownDigits is { } shown ? $"{x.Phone[..shown]}{x.Phone[^shown..]}" : x.Phone),
        };
        return order.Descending ? tasks.OrderByDescending(Key).ThenByDescending(x => x.Id) : tasks.OrderBy(Key).ThenBy(x => x.Id);
    }

    private sealed record Ordinal(string Text) : IComparable
    {
        public int CompareTo(object? other) => string.CompareOrdinal(Text, (other as Ordinal)?.Text);
    }
}
