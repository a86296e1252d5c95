using System.Globalization;
using Dashboard.Features.Tasks;
using Dashboard.Shared;

namespace Dashboard.Tests.Features.Tasks;

public sealed class TaskFilterTests
{
    private static readonly TaskFilter Full = new()
    {
        Statuses = [0, 2], Assignee = "incs_1", Name = "四月 4.8", Phone = "5678", AuthId = 30058, CreationId = 104, Batch = 12, Template = 1254676189925432389,
        Created = DayRange.Of(new(2026, 4, 1), new(2026, 4, 16)), Search = "a&b", Sort = "name", Page = 3,
    };

    [Fact]
    public void The_address_names_what_the_filter_holds() => Assert.Equal(
        "/tasks?status=0,2&assignee=incs_1&name=%E5%9B%9B%E6%9C%88%204.8&phone=5678&auth_id=30058&creation_id=104&batch=12&template=1254676189925432389" +
        "&from=2026-04-01&to=2026-04-16&q=a%26b&sort=name&page=3",
        Full.Address().Replace("%2C", ",", StringComparison.Ordinal));

    [Fact]
    public void What_is_as_by_default_stays_out_of_the_address() =>
        Assert.Equal("/tasks", new TaskFilter { Sort = "-created", Page = 1, Name = "" }.Address());

    [Theory, InlineData("th-TH"), InlineData("ar-SA"), InlineData("zh-CN")]
    public void The_address_is_the_same_in_every_language(string culture)
    {
        var address = Full.Address();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(address, Full.Address());
            Assert.Equal(Full.Created.From, QueryText.Day("2026-04-01"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("0,2", new[] { 0, 2 })]
    [InlineData("3,1,3", new[] { 1, 3 })]
    [InlineData("7", new[] { 7 })]
    [InlineData("abc,1,,-2, 3,99999999999", new[] { 1 })]
    [InlineData("", new int[0])]
    [InlineData(null, new int[0])]
    public void Of_a_list_of_statuses_the_numbers_count_once_and_in_order(string? list, int[] numbers) =>
        Assert.Equal(numbers, TaskFilter.Numbers(list));

    [Fact]
    public void Every_filter_narrows_and_an_order_or_a_page_does_not()
    {
        Assert.False(new TaskFilter { Sort = "name", Page = 3 }.Narrows);
        Assert.All<TaskFilter>(
        [
            new() { Statuses = [1] }, new() { Assignee = "x" }, new() { Name = "x" }, new() { Phone = "1" }, new() { AuthId = 1 }, new() { CreationId = 1 },
            new() { Batch = 1 }, new() { Template = 1 }, new() { Created = DayRange.Of(new(2026, 4, 1), null) }, new() { Updated = DayRange.Of(null, new(2026, 4, 1)) }, new() { TaskId = 1 }, new() { Ids = [1] }, new() { Remarked = DayRange.Of("today") }, new() { OpenLonger = TimeSpan.FromDays(1) }, new() { QuietLonger = TimeSpan.FromDays(1) }, new() { OpenShorter = TimeSpan.FromDays(1) }, new() { LogText = "x" }, new() { Search = "x" },
        ], x => Assert.True(x.Narrows));
    }

    [Fact]
    public void An_address_is_read_as_it_was_written()
    {
        var all = Full with
        {
            TaskId = 7, Updated = DayRange.Of("month"), Remarked = DayRange.Of(new(2026, 4, 2), new(2026, 4, 3)), Ids = [4, 5], Expanded = [5], OpenLonger = TimeSpan.FromHours(36), OpenShorter = TimeSpan.FromDays(9), QuietLonger = TimeSpan.FromDays(2), LogText = "明天", Size = 100, Columns = "id,name:240",
            Compact = true,
        };

        Assert.Equal(all.Address(), TaskFilter.Read(all.Address()).Address());
        Assert.Equal("/tasks?updated=7d&open_longer=90m", TaskFilter.Read("https://x/tasks?updated=7d&open_longer=90m&task=7#top").Address());
    }

    [Theory]
    [InlineData("size=51&page=-1&sort=&density=x")]
    [InlineData("open_longer=0d&quiet_longer=9999999d&from=2026-13-01&task_id=abc")]
    public void What_an_address_says_wrongly_is_passed_over(string query) => Assert.Equal("/tasks", TaskFilter.Read("?" + query).Address());

    [Fact]
    public void An_empty_field_narrows_nothing() =>
        Assert.False(new TaskFilter { Assignee = "", Name = " ", Phone = "", Search = "" }.Narrows);
}
