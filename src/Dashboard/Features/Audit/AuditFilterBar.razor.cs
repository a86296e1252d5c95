using Dashboard.Auth;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Audit;

/// <summary>The filters of the audit log: each goes to its address, at the newest entry.</summary>
public sealed partial class AuditFilterBar(NavigationManager navigation)
{
    private bool unfolded;

    /// <summary>The filter of the page.</summary>
    [Parameter, EditorRequired] public required AuditFilter Filter { get; set; }

    /// <summary>Accounts to choose from; a part of one may be typed.</summary>
    [Parameter] public IReadOnlyList<string> Accounts { get; set; } = [];

    /// <summary>Codes that stand in the log, perhaps ones that an earlier version wrote.</summary>
    [Parameter] public IReadOnlyList<string> Actions { get; set; } = [];

    // What the address names can be chosen too, else the field would show another value.
    private IEnumerable<IGrouping<string, string>> Groups =>
        AuditActions.All.Union(Actions).Union(Filter.Action is { } one && AuditActions.All.All(x => AuditActions.GroupOf(x) != one) ? [one] : []).GroupBy(AuditActions.GroupOf);

    private static string? Entry(ChangeEventArgs e) => ((string?)e.Value)?.Trim() is { Length: > 0 } text ? text : null;

    private string GroupName(string group) => T["Group_" + group] is { ResourceNotFound: false } text ? text : group;

    private void Go(AuditFilter filter) => navigation.NavigateTo(filter.Beginning.Address());
}
