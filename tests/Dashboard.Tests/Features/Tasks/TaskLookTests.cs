using Dashboard.Auth;
using System.Globalization;
using Dashboard.Features.Tasks;
using Dashboard.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Dashboard.Tests.Features.Tasks;

public sealed class TaskLookTests : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentUICulture;
    private readonly ServiceProvider services = new ServiceCollection().AddLocalization().AddLogging().BuildServiceProvider();

    public TaskLookTests() => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

    private IStringLocalizer Texts => services.GetRequiredService<IStringLocalizer<TasksText>>();

    public void Dispose()
    {
        CultureInfo.CurrentUICulture = before;
        services.Dispose();
    }

    [Theory]
    [InlineData(0, "Not started"), InlineData(1, "In progress"), InlineData(2, "Finished"), InlineData(3, "Terminated")]
    [InlineData(7, "unknown (7)"), InlineData(-1, "unknown (-1)")]
    public void A_status_has_its_word_and_an_unknown_one_its_number(int status, string word) =>
        Assert.Equal(word, TaskLook.Word(status, Texts));

    [Fact]
    public void Words_are_Chinese_where_the_language_is()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

        Assert.Contains("7", TaskLook.Word(7, Texts), StringComparison.Ordinal);
        Assert.All([.. TaskStatuses.All, 7], x => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", TaskLook.Word(x, Texts)));
    }

    [Fact]
    public void No_two_statuses_look_alike()
    {
        var looks = TaskStatuses.All.Append(7).ToList();

        Assert.Equal(looks.Count, looks.Select(TaskStatuses.Icon).Distinct().Count());
        Assert.Equal(TaskStatuses.All.Count, TaskStatuses.All.Select(TaskStatuses.Tone).Distinct().Count());
    }

    [Theory]
    [InlineData(1, "Task created")]
    [InlineData(2, "Assigned to incs_1")]
    [InlineData(3, "In progress → Finished")]
    [InlineData(4, "Remark: 已经跟进")]
    [InlineData(9, "Entry of type unknown (9)")]
    public void A_log_entry_says_what_happened(int type, string words) =>
        Assert.Equal(words, TaskLook.Words(TaskData.Log(1, type, before: 1, status: 2, assignee: "incs_1", comment: "已经跟进"), Texts, PersonalSight.Masked));

    [Fact]
    public void A_change_to_an_unknown_status_shows_its_number() =>
        Assert.Equal("Terminated → unknown (7)", TaskLook.Words(TaskData.Log(1, 3, before: 3, status: 7), Texts, PersonalSight.Masked));

    [Fact]
    public void No_two_log_types_have_the_same_icon() =>
        Assert.Equal(5, new[] { 1, 2, 3, 4, 9 }.Select(TaskLook.LogIcon).Distinct().Count());
}
