using Dashboard.Upstream.Wshoto;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Templates;

/// <summary>A page of employees: how far each is, as numbers and as a bar. A name opens its targets.</summary>
public sealed partial class EmployeeTable
{
    private static readonly (string Column, string Title, string? Style)[] Columns =
        [("name", "Employee", null), ("status", "Status", null), ("planned", "Planned", "num planned"), ("followed", "Followed", "num"), ("", "NotFollowed", "num not-followed"), ("rate", "Rate", "rate")];

    private readonly Dictionary<string, ElementReference> names = [];

    /// <summary>Those of this page, in order.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<WshotoEmployee> Employees { get; set; }

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public required ExecutionState State { get; set; }

    /// <summary>Opens or closes an employee's targets.</summary>
    [Parameter] public EventCallback<string> OnOpen { get; set; }

    /// <summary>Gives a name the focus, if it stands on this page.</summary>
    public ValueTask FocusAsync(string userId) =>
        Employees.Any(x => x.UserId == userId) && names.TryGetValue(userId, out var name) ? name.FocusAsync() : ValueTask.CompletedTask;

    private string? Direction(string column) => column.Length == 0 ? null : State.Sort == column ? "ascending" : State.Sort == "-" + column ? "descending" : null;

    private string Address(string column) => Navigation.GetUriWithQueryParameters((State with { Sort = State.Turned(column), Page = 1 }).Parameters());
}
