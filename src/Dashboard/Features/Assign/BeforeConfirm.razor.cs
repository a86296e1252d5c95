using System.Globalization;
using Dashboard.Data;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Assign;

/// <summary>What would be refused, reach a customer twice or is assigned already: known before confirming, decided in bulk.</summary>
public sealed partial class BeforeConfirm(SheetQueries queries) : IDisposable
{
    private const int LinksShown = 3;

    private static readonly string[] Doubles = ["SameCustomerTwice", "SameTaskTwice"];
    private static readonly IReadOnlyList<string> Kinds = [.. Forecast.Kinds, .. Doubles, .. ResultSheet.Kinds];
    private readonly CancellationTokenSource closed = new();
    private IReadOnlyList<ProblemGroup>? seen;
    private bool comparing;

    /// <summary>The checked draft.</summary>
    [Parameter, EditorRequired] public required Batch Draft { get; set; }

    /// <summary>What was found.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<ProblemGroup> Groups { get; set; }

    /// <summary>Whether something is under way.</summary>
    [Parameter] public bool Busy { get; set; }

    /// <summary>Shows lines in the grid.</summary>
    [Parameter] public EventCallback<ReviewFilter> OnShow { get; set; }

    /// <summary>Makes a change.</summary>
    [Parameter, EditorRequired] public required Func<SheetChange, Task<EditOutcome>> OnApply { get; set; }

    /// <summary>Compares with INCS and the batches anew.</summary>
    [Parameter] public EventCallback OnLookAgain { get; set; }

    private IReadOnlyList<ProblemGroup> Shown { get; set; } = [];

    private Dictionary<string, IReadOnlyList<long>> Places { get; } = [];

    /// <inheritdoc/>
    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(Groups, seen)) return;
        seen = Groups;
        Shown = [.. Groups.Where(x => Kinds.Contains(x.Kind)).OrderBy(x => Kinds.ToList().IndexOf(x.Kind))];
        comparing &= Shown.Any(x => Doubles.Contains(x.Kind));
        foreach (var group in Shown.Where(x => Forecast.Kinds.Contains(x.Kind) || x.Kind == "AlreadyAssigned"))
        {
            var first = await queries.ProblemsAsync(Draft.Id, group, 0, 200, closed.Token);
            Places[group.Kind] = [.. first.Select(x => long.TryParse(x.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(x => x > 0).Distinct().Take(LinksShown)];
        }
    }

    private static string IconOf(string kind) => kind switch
    {
        Forecast.Forgotten => "person_off",
        Forecast.OpenTask => "hourglass_top",
        Forecast.EarlierBatch => "history",
        Forecast.OtherBatch => "pending",
        "SameCustomerTwice" or "SameTaskTwice" => "content_copy",
        _ => "task_alt",
    };

    private static bool IsTask(string kind) => kind is Forecast.OpenTask or "AlreadyAssigned";

    private static bool MayLeaveOut(string kind) => Forecast.Kinds.Contains(kind) || Doubles.Contains(kind);

    // The two kinds of doubles are compared in one place.
    private bool MayCompare(string kind) => Shown.FirstOrDefault(x => Doubles.Contains(x.Kind))?.Kind == kind;
}
