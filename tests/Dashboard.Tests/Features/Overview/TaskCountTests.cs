using Dashboard.Data.Index;
using Dashboard.Features.Overview;
using Dashboard.Features.Tasks;

namespace Dashboard.Tests.Features.Overview;

public sealed class TaskCountTests
{
    private static readonly TimeSpan StaleAfter = TimeSpan.FromHours(48);
    private static readonly DateOnly Today = new(2026, 4, 16);

    public static TheoryData<int, int, string> Cases() => new()
    {
        { 1, 14, "UTC" }, { 2, 7, "Asia/Kolkata" }, { 3, 20, "Europe/Berlin" }, { 4, 1, "Australia/Lord_Howe" }, { 5, 22, "America/New_York" }, { 6, 30, "Asia/Kathmandu" }, { 7, 18, "Asia/Shanghai" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Every_figure_is_what_a_slow_calculation_gives(int seed, int days, string zoneId)
    {
        using var random = new RandomTasks(seed);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var (span, filter) = (new DaySpan(Today.AddDays(1 - days), Today), Narrowed(seed));

        var figures = Count(random, filter, span, zone);

        var tasks = random.Tasks.Where(filter.Criteria.Holds).ToList();
        DateOnly Day(long at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone).Date);
        bool In(long at, DaySpan x) => Day(at) >= x.First && Day(at) <= x.Last;
        var known = tasks.Any(x => Day(x.CreatedAt) <= span.Before.First);
        Compared Both(Func<IndexedTask, DaySpan, bool> test) => new(tasks.Count(x => test(x, span)), known ? tasks.Count(x => test(x, span.Before)) : null);
        var open = tasks.Where(x => x.Status is not (2 or 3)).ToList();
        var age = open.Select(x => RandomTasks.Now - DateTimeOffset.FromUnixTimeMilliseconds(x.CreatedAt)).ToList();
        Assert.Equal(Both((x, s) => In(x.CreatedAt, s)), figures.Created);
        Assert.Equal(Both((x, s) => x.Status == 2 && In(x.UpdatedAt, s)), figures.Finished);
        Assert.Equal(Both((x, s) => x.Status == 3 && In(x.UpdatedAt, s)), figures.Terminated);
        Assert.Equal(
            new Compared(open.Count, known ? tasks.Count(x => Day(x.CreatedAt) < span.First && (x.Status is not (2 or 3) || Day(x.EndedAt > 0 ? x.EndedAt : x.UpdatedAt) >= span.First)) : null), figures.Open);
        Assert.Equal(open.Count(x => RandomTasks.Now - DateTimeOffset.FromUnixTimeMilliseconds(x.LastLogAt) > StaleAfter), figures.Stale);
        IReadOnlyList<TimeSpan> limits = [TimeSpan.MinValue, .. TaskFigures.Ages, TimeSpan.MaxValue];
        Assert.Equal(Enumerable.Range(0, 6).Select(i => age.Count(x => x > limits[i] && x <= limits[i + 1])), figures.OpenByAge);
        Assert.Equal(
            Enumerable.Range(0, days).Select(i => span.First.AddDays(i)).Select(day => new DayFigures(
                day, Created(day, 0), Created(day, 1), Created(day, 2), Created(day, 3), Created(day, 7), tasks.Sum(x => random.Remarks[x.Id].Count(r => Day(r) == day)))),
            figures.Days);
        Assert.Equal(tasks.GroupBy(x => x.Assignee).Select(Assignee).Where(x => x.Created + x.Open > 0).OrderBy(x => x.Assignee), figures.Assignees.OrderBy(x => x.Assignee));

        int Created(DateOnly day, int status) => tasks.Count(x => Day(x.CreatedAt) == day && x.Status == status);
        AssigneeFigures Assignee(IGrouping<string, IndexedTask> theirs)
        {
            var created = theirs.Where(x => In(x.CreatedAt, span)).ToList();
            return new()
            {
                Assignee = theirs.Key, Created = created.Count, Finished = created.Count(x => x.Status == 2), Open = theirs.Count(open.Contains),
                Stale = theirs.Count(x => open.Contains(x) && RandomTasks.Now - DateTimeOffset.FromUnixTimeMilliseconds(x.LastLogAt) > StaleAfter),
                FirstAction = Median(created.Where(x => x.FirstActionAt > 0).Select(x => x.FirstActionAt - x.CreatedAt)),
                Finish = Median(created.Where(x => x is { Status: 2, EndedAt: > 0 }).Select(x => x.EndedAt - x.CreatedAt)),
            };
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Every_link_shows_exactly_as_many_tasks_as_its_figure_counts(int seed, int days, string zoneId)
    {
        using var random = new RandomTasks(seed);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var (span, filter) = (new DaySpan(Today.AddDays(1 - days), Today), Narrowed(seed));
        var figures = Count(random, filter, span, zone);
        var to = new FigureLinks(filter, span, "48h");

        int Shown(string address) => random.Index.CountOf(TaskFilter.Read(address).Criteria(zone, RandomTasks.Now, wholePhones: true));

        Assert.Equal(figures.Created.Now, Shown(to.Created()));
        Assert.Equal(figures.Finished.Now, Shown(to.Ended(2)));
        Assert.Equal(figures.Terminated.Now, Shown(to.Ended(3)));
        Assert.Equal(figures.Open.Now, Shown(to.Open(figures.OtherStatuses)));
        Assert.Equal(figures.Stale, Shown(to.Stale()));
        Assert.Equal(figures.OpenByAge, Enumerable.Range(0, 6).Select(x => Shown(to.OpenOfAge(x))));
        Assert.Equal(figures.Days.Select(x => x.Created), figures.Days.Select(x => Shown(to.Day(x.Day))));
        Assert.Equal(figures.Days.Select(x => x.Other), figures.Days.Select(x => figures.OtherStatuses.Count == 0 ? 0 : Shown(to.Day(x.Day, figures.OtherStatuses))));
        Assert.Equal(
            figures.Days.Select(x => (x.NotStarted, x.InProgress, x.Finished, x.Terminated)),
            figures.Days.Select(x => (Shown(to.Day(x.Day, 0)), Shown(to.Day(x.Day, 1)), Shown(to.Day(x.Day, 2)), Shown(to.Day(x.Day, 3)))));
        Assert.Equal(
            figures.Assignees.Select(x => (x.Created, x.Finished, x.Open, x.Stale)),
            figures.Assignees.Select(x => (Shown(to.CreatedBy(x.Assignee)), Shown(to.FinishedBy(x.Assignee)), Shown(to.OpenBy(x.Assignee, figures.OtherStatuses)), Shown(to.StaleBy(x.Assignee)))));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(9, 1, 1)]
    [InlineData(2, 1, 0)]
    [InlineData(3, 1, 0)]
    public void An_open_task_is_stale_when_its_last_log_entry_is_older_than_the_time_set(int status, int millisecondsOlder, int stale)
    {
        using var index = new TaskIndex();
        var at = (RandomTasks.Now - StaleAfter).ToUnixTimeMilliseconds() - millisecondsOlder;
        index.Apply([Task(at - 1000) with { Status = status, LastLogAt = at }], Array.Empty<long>().ToLookup(x => x));

        Assert.Equal(stale, TaskCount.Of(index, new(), new(Today, Today), TimeZoneInfo.Utc, RandomTasks.Now, StaleAfter).Stale);
    }

    [Fact]
    public void Without_a_log_entry_a_task_is_stale_by_its_creation()
    {
        using var index = new TaskIndex();
        index.Apply([Task((RandomTasks.Now - StaleAfter).ToUnixTimeMilliseconds() - 1)], Array.Empty<long>().ToLookup(x => x));

        Assert.Equal(1, TaskCount.Of(index, new(), new(Today, Today), TimeZoneInfo.Utc, RandomTasks.Now, StaleAfter).Stale);
    }

    [Fact]
    public void An_empty_index_has_days_of_zeros()
    {
        using var index = new TaskIndex();

        var figures = TaskCount.Of(index, new(), new(Today.AddDays(-6), Today), TimeZoneInfo.Utc, RandomTasks.Now, StaleAfter);

        Assert.Equal(Enumerable.Range(10, 7).Select(x => new DayFigures(new(2026, 4, x), 0, 0, 0, 0, 0, 0)), figures.Days);
        Assert.Equal((new(0, null), new(0, null), 0), (figures.Created, figures.Open, figures.Stale));
        Assert.Empty(figures.Assignees);
    }

    private static IndexedTask Task(long createdAt) => new()
    {
        Id = 1, Status = 0, Name = "April", Customer = "", Phone = "6281512345678", Assignee = "incs_1", AuthId = 1, CreationId = 1, Batch = 0, Template = 0, CreatedAt = createdAt,
        UpdatedAt = createdAt, LastLogAt = 0, FirstActionAt = 0, EndedAt = 0,
    };

    private static TaskFigures Count(RandomTasks random, OverviewFilter filter, DaySpan span, TimeZoneInfo zone) =>
        TaskCount.Of(random.Index, filter.Criteria, span, zone, RandomTasks.Now, StaleAfter);

    private static OverviewFilter Narrowed(int seed) => seed switch
    {
        1 or 3 => new(), 2 => new() { Batch = 1 }, 4 => new() { Template = 2 }, 5 => new() { AuthId = 30058 }, 6 => new() { Assignee = "incs_3" }, _ => new() { AuthId = 30059, Template = 1, Batch = 2 },
    };

    private static TimeSpan? Median(IEnumerable<long> values)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0) return null;
        var (low, high) = (sorted[(sorted.Count - 1) / 2], sorted[sorted.Count / 2]);
        return TimeSpan.FromMilliseconds(low + (high - low) / 2);
    }
}
