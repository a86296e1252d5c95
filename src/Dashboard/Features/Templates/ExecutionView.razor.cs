using Dashboard.Auth;
using Dashboard.Upstream;
using Dashboard.Upstream.Wshoto;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Features.Templates;

/// <summary>Who carries the template out and how far they are; a name opens its targets. What is shown stands in the address.</summary>
public sealed partial class ExecutionView(ExecutionQueries queries, IAuthorizationService authorization, NavigationManager navigation)
{
    private static readonly (string Column, string Title)[] SortTitles = [("name", "Employee"), ("status", "Status"), ("planned", "Planned"), ("followed", "Followed"), ("rate", "Rate")];

    private long? loadedTemplate;
    private bool openedHere;
    private string? leftEmployee;
    private EmployeeTable? table;
    private TargetsPanel? panel;

    /// <summary>The template.</summary>
    [Parameter, EditorRequired] public required long TemplateId { get; set; }

    /// <summary>Part of an employee's name.</summary>
    [SupplyParameterFromQuery(Name = "who")] public string? Who { get; set; }

    /// <summary>Column that sorts, with a minus for descending.</summary>
    [SupplyParameterFromQuery(Name = "sort")] public string? SortedBy { get; set; }

    /// <summary>Page of the employees.</summary>
    [SupplyParameterFromQuery(Name = "page")] public string? PageNumber { get; set; }

    /// <summary>Whose targets are open.</summary>
    [SupplyParameterFromQuery(Name = "employee")] public string? Employee { get; set; }

    /// <summary>Page of the targets.</summary>
    [SupplyParameterFromQuery(Name = "targets")] public string? TargetsPage { get; set; }

    /// <summary>Which targets.</summary>
    [SupplyParameterFromQuery(Name = "follow")] public string? Follow { get; set; }

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    private ExecutionState State { get; set; } = new();

    private ExecutionList<WshotoEmployee>? List { get; set; }

    private UpstreamException? Problem { get; set; }

    private bool Reading { get; set; }

    private IReadOnlyList<WshotoEmployee> Matches { get; set; } = [];

    private IReadOnlyList<WshotoEmployee> Records => List?.Records ?? [];

    // An old link may name a page that is gone.
    private int Page => Math.Clamp(State.Page, 1, Math.Max(1, (Matches.Count + ExecutionState.PageSize - 1) / ExecutionState.PageSize));

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        var before = State.Employee;
        State = ExecutionState.Read(Who, SortedBy, PageNumber, Employee, TargetsPage, Follow);
        if (before is not null && State.Employee is null) (leftEmployee, openedHere) = (before, false);
        Matches = State.Of(Records);
        if (loadedTemplate == TemplateId) return Task.CompletedTask;
        // A page that is only written once does not wait for all employees.
        if (!RendererInfo.IsInteractive) return Task.CompletedTask;
        (loadedTemplate, List) = (TemplateId, null);
        return LoadAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (leftEmployee is not { } user) return;
        leftEmployee = null;
        if (table is not null) await table.FocusAsync(user);
    }

    private async Task LoadAsync()
    {
        var asked = TemplateId;
        var (list, problem) = (List, (UpstreamException?)null);
        (Problem, Reading) = (null, true);
        try
        {
            list = await queries.EmployeesAsync(asked, Closed);
        }
        catch (UpstreamException e)
        {
            problem = e;
        }
        // A slow answer must not stand under a template that was opened after it.
        if (asked != TemplateId) return;
        (List, Problem, Reading) = (list, problem, false);
        Matches = State.Of(Records);
    }

    private async Task RefreshAsync()
    {
        if (Reading || !await authorization.MayAsync(Authentication, Policies.View)) return;
        await Task.WhenAll(LoadAsync(), panel is not null && State.Employee is not null ? panel.LoadAsync() : Task.CompletedTask);
    }

    private void Find(string? text) => Go(State with { Who = text ?? "", Page = 1 });

    private void Sort(string? sort) => Go(State with { Sort = sort ?? "", Page = 1 });

    // Only opening is a step that the browser's "back" takes back.
    private void Open(string user)
    {
        if (State.Employee == user)
        {
            Close();
            return;
        }
        openedHere = true;
        Go(State with { Employee = user, Targets = 1, Follow = null }, replace: State.Employee is not null);
    }

    private void Step(string user)
    {
        // The list behind goes along.
        var index = IndexOf(user);
        Go(State with { Employee = user, Targets = 1, Page = index < 0 ? State.Page : index / ExecutionState.PageSize + 1 });
    }

    private void Close() => Go(State with { Employee = null });

    private void Go(ExecutionState state) => Go(state, replace: true);

    private void Go(ExecutionState state, bool replace) => navigation.NavigateTo(navigation.GetUriWithQueryParameters(state.Parameters()), replace: replace);

    private string? Beside(int step) => IndexOf(State.Employee) is >= 0 and var index ? Matches.ElementAtOrDefault(index + step)?.UserId : null;

    private int IndexOf(string? user)
    {
        for (var i = 0; i < Matches.Count; i++)
        {
            if (Matches[i].UserId == user) return i;
        }
        return -1;
    }
}
