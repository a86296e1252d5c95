using Dashboard.Data.Index;

namespace Dashboard.Tests.Features.Overview;

/// <summary>Random tasks of some weeks, with remarks, in an index and in a list.</summary>
internal sealed class RandomTasks : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 4, 16, 9, 0, 0, TimeSpan.Zero);

    public RandomTasks(int seed, int count = 3000)
    {
        var chance = new Random(seed);
        Tasks = [.. Enumerable.Range(1, count).Select(i => Task(chance, i))];
        Remarks = Tasks.SelectMany(x => Enumerable.Range(0, chance.Next(4)).Select(_ => (x.Id, At: At(chance, x.CreatedAt)))).Distinct().ToLookup(x => x.Id, x => x.At);
        Index.Apply(Tasks, Remarks);
    }

    public TaskIndex Index { get; } = new();

    public IReadOnlyList<IndexedTask> Tasks { get; }

    public ILookup<long, long> Remarks { get; }

    public void Dispose() => Index.Dispose();

    private static IndexedTask Task(Random chance, long id)
    {
        // Some at the very midnights and limits, where days and ages meet.
        var created = Now.AddDays(-45).ToUnixTimeMilliseconds() + (chance.Next(3) == 0 ? chance.Next(46 * 48) * 1_800_000L : chance.NextInt64(45 * 86_400_000L));
        var status = chance.Next(25) == 0 ? 7 : chance.Next(4);
        return new()
        {
            Id = id, Status = status, Name = "April", Customer = "Erin", Phone = "6281512345678", Assignee = $"incs_{chance.Next(9)}", AuthId = 30058 + chance.Next(2), CreationId = 1,
            Batch = chance.Next(3), Template = chance.Next(3), CreatedAt = created, UpdatedAt = At(chance, created), LastLogAt = chance.Next(4) == 0 ? created : At(chance, created),
            FirstActionAt = chance.Next(3) == 0 ? 0 : At(chance, created), EndedAt = status is 2 or 3 && chance.Next(6) > 0 ? At(chance, created) : 0,
        };
    }

    private static long At(Random chance, long from) => from + chance.NextInt64(Math.Max(Now.ToUnixTimeMilliseconds() - from, 1) + 1);
}
