using Dashboard.Data.Index;

namespace Dashboard.Tests.Data.Index;

public sealed class TaskIndexTests : IDisposable
{
    private readonly TaskIndex index = new();
    private readonly Dictionary<long, IndexedTask> model = [];

    public void Dispose() => index.Dispose();

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public void What_it_finds_is_what_a_look_at_every_task_finds(int seed)
    {
        var chance = new Random(seed);
        Put(Enumerable.Range(1, 2000).Select(i => IndexedTasks.Random(chance, i)));

        for (var round = 0; round < 60; round++)
        {
            Change(chance);
            var criteria = IndexedTasks.RandomCriteria(chance);
            var order = new TaskOrder((TaskColumn)chance.Next(Enum.GetValues<TaskColumn>().Length), chance.Next(2) == 0, chance.Next(2) == 0 ? null : 4);
            var expected = model.Values.Where(criteria.Holds).Sorted(order).Select(x => x.Id).ToList();
            var (page, size) = (chance.Next(1, 6), chance.Next(1, 60));

            var hits = index.Find(criteria, order, page, size);

            Assert.Equal(expected.Count, hits.Total);
            Assert.Equal(Math.Clamp(page, 1, Math.Max((expected.Count + size - 1) / size, 1)), hits.Page);
            Assert.Equal(expected.Skip((hits.Page - 1) * size).Take(size), hits.Ids);
            Assert.Equal(expected, index.All(criteria, order));
            Assert.Equal(expected.Count, index.CountOf(criteria));
        }
    }

    [Fact]
    public void Pages_of_several_blocks_are_those_of_the_whole_order()
    {
        var chance = new Random(7);
        Put(Enumerable.Range(1, 150_000).Select(i => IndexedTasks.Random(chance, i)));
        var order = new TaskOrder(TaskColumn.Created, Descending: true);
        var expected = model.Values.Sorted(order).Select(x => x.Id).ToList();

        Assert.All([1, 2, 3, 700, 1500, 2999, 3000], page => Assert.Equal(expected.Skip((page - 1) * 50).Take(50), index.Find(new(), order, page, 50).Ids));
        index.Remove(expected.Take(100_000));
        Assert.Equal(expected.Skip(100_000), index.All(new(), order));
    }

    [Fact]
    public void A_phone_is_found_by_its_ends_and_by_no_others()
    {
        Put([Phoned(1, "6281512345678"), Phoned(2, "6281999945678"), Phoned(3, "45678"), Phoned(4, ""), Phoned(5, "1234567890123456")]);

        Assert.Equal([1, 2, 3], Found(new("", "45678", 0)));
        Assert.Equal([1, 2], Found(new("62", "5678", 8)));
        Assert.Equal([1], Found(new("6281512345678", "6281512345678", 0)));
        Assert.Equal([5], Found(new("", "1234567890123456", 0)));
        Assert.Empty(Found(new("", "345678901234567", 16)));

        IEnumerable<long> Found(PhonePattern phone) => index.All(new() { Phone = phone }, new(TaskColumn.Id, Descending: false));
        static IndexedTask Phoned(long id, string phone) => IndexedTasks.Random(new Random(1), id) with { Phone = phone };
    }

    [Fact]
    public void A_change_is_told_with_what_was_before_and_the_same_again_is_none()
    {
        var task = IndexedTasks.Random(new Random(1), 1) with { Status = 0 };
        Assert.Equal([new TaskChange(null, task)], index.Apply([task], IndexedTasks.NoRemarks));
        var version = index.Version;

        Assert.Empty(index.Apply([task], IndexedTasks.NoRemarks));
        Assert.Equal(version, index.Version);
        Assert.Equal([new TaskChange(task, task with { Status = 1 })], index.Apply([task with { Status = 1 }], IndexedTasks.NoRemarks));
    }

    [Fact]
    public void Remarks_are_added_once_also_when_several_fall_into_one_second()
    {
        var task = IndexedTasks.Random(new Random(1), 1);
        index.Apply([task], Remarks(5, 7));
        index.Apply([task], Remarks(5, 7, 7));
        index.Apply([task], Remarks(5, 7, 7));

        var found = new List<long>();
        index.Visit(new(), (block, offsets) =>
        {
            foreach (var at in block.Remarks(offsets[0])) found.Add(at);
        });
        Assert.Equal([5, 7, 7], found.Order());

        static ILookup<long, long> Remarks(params long[] times) => times.ToLookup(_ => 1L);
    }

    [Fact]
    public void Without_tasks_there_is_an_empty_first_page() => Assert.Equivalent(new TaskHits(0, 1, []), index.Find(new(), default, 3, 50));

    [Fact]
    public void Assignees_are_suggested_by_any_part_of_their_name()
    {
        Put(new[] { "incs_2", "Anna", "incs_10" }.Select((x, i) => IndexedTasks.Random(new Random(1), i) with { Assignee = x }));

        Assert.Equal(["incs_10", "incs_2"], index.AssigneesLike("INCS", 10));
        Assert.Equal(["Anna"], index.AssigneesLike("", 1));
    }

    private void Put(IEnumerable<IndexedTask> tasks)
    {
        foreach (var some in tasks.Chunk(5000))
        {
            foreach (var task in some) model[task.Id] = task;
            index.Apply(some, IndexedTasks.NoRemarks);
        }
    }

    private void Change(Random chance)
    {
        Put(Enumerable.Range(0, 20).Select(_ => IndexedTasks.Random(chance, chance.Next(1, 2200))));
        var gone = Enumerable.Range(0, 5).Select(_ => (long)chance.Next(1, 2200)).ToHashSet();
        Assert.Equal(gone.Count(model.Remove), index.Remove(gone));
    }
}
