using System.Globalization;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Assign;

/// <summary>What the check found, corrected in place, and the one button that starts the batch.</summary>
public sealed partial class ReviewStep(
    SheetQueries queries, ReviewQueries review, SheetEditor editor, SheetChecks checks, Forecast forecast, IAuthorizationService authorization, NavigationManager navigation,
    IStringLocalizer<SheetText> sheet, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource closed = new();
    private readonly SemaphoreSlim turn = new(1);
    private int? shownRevision;

    // The newest that this page made or saw: a render, and with it the parameter, may come later than the next change.
    private int revision;
    private DateTimeOffset? shownForecast;
    private bool busy;
    private bool takesFocus;
    private CellPlace? goTo;
    private ReviewGrid? grid;
    private LinePanel? linePanel;

    /// <summary>The checked draft.</summary>
    [Parameter, EditorRequired] public required Batch Draft { get; set; }

    /// <summary>Back to the columns.</summary>
    [Parameter] public EventCallback OnChangeColumns { get; set; }

    /// <summary>Confirms the batch.</summary>
    [Parameter] public EventCallback<StartOptions> OnConfirm { get; set; }

    /// <summary>The draft was changed: it is to be read again.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    /// <summary>A change was begun that the sheet is checked anew for.</summary>
    [Parameter] public EventCallback<RunningSheetCheck> OnRunning { get; set; }

    /// <summary>What of the sheet is shown: <c>errors</c>, <c>warnings</c>, … or a kind of finding.</summary>
    [SupplyParameterFromQuery(Name = "show")] public string? ShowText { get; set; }

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private IStringLocalizer<SheetText> Sheet => sheet;

    private StartChoice Choice { get; } = new();

    private IReadOnlyList<ProblemGroup> Groups { get; set; } = [];

    private SheetStep? LastStep { get; set; }

    private ColumnMapping Mapping { get; set; } = new();

    private ReviewFilter Filter { get; set; } = new(ReviewLines.All);

    private int? Open { get; set; }

    private string? Notice { get; set; }

    private bool Confirmed { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
        turn.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        revision = Math.Max(revision, Draft.Revision);
        if (Draft.Revision != shownRevision || Draft.ForecastAt != shownForecast)
        {
            (shownRevision, shownForecast, Confirmed) = (Draft.Revision, Draft.ForecastAt, false);
            Mapping = ColumnMapping.FromJson(Draft.MappingJson!);
            Groups = await queries.ProblemGroupsAsync(Draft.Id, closed.Token);
            LastStep = await review.LastStepAsync(Draft.Id, closed.Token);
        }
        Filter = FilterOf(ShowText);
    }

    private static string ToneOf(ProblemSeverity severity) => severity switch { ProblemSeverity.Error => "error", ProblemSeverity.Warning => "warning" };

    private static string Number(int value) => value.ToString("N0", CultureInfo.CurrentCulture);

    private static string Pressed(bool pressed) => pressed ? "true" : "false";

    private IEnumerable<(ReviewLines Show, int? Lines)> Views => Enum.GetValues<ReviewLines>().Where(IsOffered).Select(x => (x, x switch
    {
        ReviewLines.All => Draft.LineCount,
        ReviewLines.Errors => Draft.ErrorLineCount,
        ReviewLines.Warnings or ReviewLines.Edited or ReviewLines.LeftOut or ReviewLines.Kind => (int?)null,
    }));

    private ReviewFilter FilterOf(string? text)
    {
        if (Enum.TryParse<ReviewLines>(text, ignoreCase: true, out var show) && Enum.IsDefined(show) && show != ReviewLines.Kind) return new(show);
        return Groups.FirstOrDefault(x => x.Kind == text) is { } group ? new(ReviewLines.Kind, group.Kind) : new(ReviewLines.All);
    }

    private bool IsOffered(ReviewLines show) => show switch
    {
        ReviewLines.All => true,
        ReviewLines.Errors => Draft.ErrorLineCount > 0,
        ReviewLines.Warnings => Draft.WarningCount > 0,
        ReviewLines.Edited => LastStep is not null,
        ReviewLines.LeftOut => Draft.LeftOutCount > 0 && LastStep is not null,
        ReviewLines.Kind => false,
    };

    private Task ShowAsync(ReviewFilter filter)
    {
        (Filter, Open, Notice) = (filter, null, null);
        var show = filter.Kind ?? (filter.Show == ReviewLines.All ? null : QueryText.Lower(filter.Show.ToString()));
        navigation.NavigateTo(navigation.GetUriWithQueryParameter("show", show), replace: true);
        return Task.CompletedTask;
    }

    private void OpenLine(int line) => (Open, takesFocus) = (line, true);

    private void FollowLine(int line)
    {
        // What was written in the form is not lost for a look at another cell.
        if (Open is not null && linePanel is not { IsWritten: true }) (Open, takesFocus) = (line, false);
    }

    private async Task CloseLineAsync()
    {
        Open = null;
        if (grid is not null) await grid.FocusAsync();
    }

    private void OpenFinding(SheetProblem problem)
    {
        // The grid has the focus then: what is wrong is written over there.
        (Open, takesFocus) = (problem.Line, false);
        goTo = new(problem.Line, Mapping.Columns.GetValueOrDefault(problem.Column, -1));
    }

    private async Task<EditOutcome> ApplyAsync(SheetChange change)
    {
        if (await AccountAsync() is not { } account) return EditOutcome.Nothing;
        return await EditAsync(() => editor.ChangeAsync(Draft.Id, revision, change, account, closed.Token), () => checks.StartChange(Draft.Id, revision, change, account));
    }

    // A double click takes back one change; Ctrl+Z twice takes back two.
    private Task UndoOnceAsync() => busy ? Task.CompletedTask : UndoAsync();

    private async Task UndoAsync()
    {
        if (await AccountAsync() is null) return;
        await EditAsync(() => editor.UndoAsync(Draft.Id, revision, closed.Token), () => checks.StartUndo(Draft.Id, revision));
    }

    // Whoever types fast writes the next cell while the last one is still being saved: one after the other, each on what the last one left.
    private async Task<EditOutcome> EditAsync(Func<Task<EditOutcome>> edit, Func<RunningSheetCheck> start)
    {
        await turn.WaitAsync(closed.Token);
        busy = true;
        Notice = null;
        try
        {
            var outcome = await edit();
            if (outcome == EditOutcome.Done) revision++;
            if (outcome == EditOutcome.Large) await OnRunning.InvokeAsync(start());
            else if (outcome != EditOutcome.Nothing) await OnChanged.InvokeAsync();
            if (outcome == EditOutcome.Stale) Notice = T["Stale"];
            return outcome;
        }
        finally
        {
            busy = false;
            if (!closed.IsCancellationRequested) turn.Release();
            // The grid calls without an event of this component.
            StateHasChanged();
        }
    }

    private async Task LookAgainAsync()
    {
        if (await AccountAsync() is null || busy) return;
        busy = true;
        try
        {
            await forecast.RefreshAsync(Draft.Id, closed.Token);
            await OnChanged.InvokeAsync();
        }
        finally
        {
            busy = false;
        }
    }

    private async Task ConfirmAsync()
    {
        if (await AccountAsync() is null || Confirmed || busy || Choice.Options(time.GetUtcNow(), Client.Zone) is not { } start) return;
        (Confirmed, Notice) = (true, null);
        var seen = Foreseen();
        if (Draft.ForecastAt is not { } at || time.GetUtcNow() - at > Fresh)
        {
            await forecast.RefreshAsync(Draft.Id, closed.Token);
            Groups = await queries.ProblemGroupsAsync(Draft.Id, closed.Token);
            if (Foreseen().Sum(x => Math.Max(x.Value - seen.GetValueOrDefault(x.Key), 0)) is > 0 and var more)
            {
                Notice = more == 1 ? T["MoreForeseenOne"] : T["MoreForeseen", Number(more)];
                Confirmed = false;
                await OnChanged.InvokeAsync();
                return;
            }
        }
        // Whoever confirms leaves the page, unless the draft was changed meanwhile.
        await OnConfirm.InvokeAsync(start with { Revision = Draft.Revision });
    }

    private Dictionary<string, int> Foreseen() => Groups.Where(x => Forecast.Kinds.Contains(x.Kind)).ToDictionary(x => x.Kind, x => x.Count);

    // The role may have changed since the page was opened.
    private async Task<string?> AccountAsync()
    {
        var user = (await Authentication).User;
        return await authorization.MayAsync(user, Policies.Manage) ? user.AccountName() : null;
    }
}
