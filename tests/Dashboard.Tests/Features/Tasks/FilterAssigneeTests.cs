using Bunit;
using Dashboard.Features.Tasks;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Tests.Features.Tasks;

public sealed class FilterAssigneeTests : ComponentTest
{
    private readonly List<string> asked = [];

    public FilterAssigneeTests() => Time.WaitsEndAtOnce = true;

    [Fact]
    public async Task Where_more_have_tasks_than_fit_the_suggestions_follow_what_is_typed()
    {
        var field = Show(FilterAssignee.Many, part => Task.FromResult<IReadOnlyList<string>>([part + "_901", part + "_902"]));

        await TypeAsync(field, "incs");

        Assert.Equal(["incs_901", "incs_902"], Suggestions(field));
    }

    [Fact]
    public async Task Where_all_fit_nothing_is_asked()
    {
        var field = Show(FilterAssignee.Many - 1, _ => throw new NotSupportedException());

        await TypeAsync(field, "incs");

        Assert.Empty(asked);
        Assert.Equal(FilterAssignee.Many - 1, Suggestions(field).Count());
    }

    [Fact]
    public async Task Only_what_was_typed_last_is_asked_for()
    {
        Time.WaitsEndAtOnce = false;
        var field = Show(FilterAssignee.Many, part => Task.FromResult<IReadOnlyList<string>>([part]));

        // Both are typed before either pause can end.
        await field.InvokeAsync(() => Task.WhenAll(TypeAsync(field, "in"), TypeAsync(field, "inc")));

        Assert.Equal(["inc"], asked);
        Assert.Equal(["inc"], Suggestions(field));
    }

    [Fact]
    public async Task A_late_answer_to_what_was_typed_before_is_passed_over()
    {
        var (begun, late) = (new TaskCompletionSource(), new TaskCompletionSource<IReadOnlyList<string>>());
        var field = Show(FilterAssignee.Many, part =>
        {
            begun.TrySetResult();
            return part == "in" ? late.Task : Task.FromResult<IReadOnlyList<string>>([part]);
        });
        var first = TypeAsync(field, "in");
        await begun.Task;

        await TypeAsync(field, "inc");
        late.SetResult(["late"]);
        await first;

        Assert.Equal(["inc"], Suggestions(field));
    }

    private static Task TypeAsync(IRenderedComponent<FilterAssignee> field, string text) => field.Find("input").InputAsync(new ChangeEventArgs { Value = text });

    private static IEnumerable<string?> Suggestions(IRenderedComponent<FilterAssignee> field) => field.FindAll("option").Select(x => x.GetAttribute("value"));

    private IRenderedComponent<FilterAssignee> Show(int count, Func<string, Task<IReadOnlyList<string>>> find) => Render<FilterAssignee>(p => p
        .Add(x => x.Label, "Assignee").Add(x => x.Value, null).Add(x => x.Assignees, [.. Enumerable.Range(1, count).Select(i => $"incs_{i}")])
        .Add(x => x.Find, (part, _) =>
        {
            asked.Add(part);
            return find(part);
        }));
}
