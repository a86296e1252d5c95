using System.Globalization;
using System.Text.Json;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace Dashboard.Features.Assign;

/// <summary>What the check found, and the one button that starts the batch.</summary>
public sealed partial class ReviewStep(SheetQueries queries, TimeProvider time) : IDisposable
{
    private const int PreviewRows = 20;
    private readonly CancellationTokenSource closed = new();
    private Virtualize<SheetProblem>? list;

    /// <summary>The checked draft.</summary>
    [Parameter, EditorRequired] public required Batch Draft { get; set; }

    /// <summary>Back to the columns.</summary>
    [Parameter] public EventCallback OnChangeColumns { get; set; }

    /// <summary>Confirms the batch.</summary>
    [Parameter] public EventCallback<StartOptions> OnConfirm { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private StartChoice Choice { get; } = new();

    private IReadOnlyList<ProblemGroup> Groups { get; set; } = [];

    private IReadOnlyList<Assignment> Preview { get; set; } = [];

    private ProblemGroup? Only { get; set; }

    private bool Confirmed { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Groups = await queries.ProblemGroupsAsync(Draft.Id, closed.Token);
        Preview = await queries.FirstAssignmentsAsync(Draft.Id, PreviewRows, closed.Token);
    }

    private static string IconOf(ProblemSeverity severity) => severity switch { ProblemSeverity.Error => "error", ProblemSeverity.Warning => "warning" };

    private static string Number(int value) => value.ToString("N0", CultureInfo.CurrentCulture);

    private static int Orders(Assignment assignment) => assignment.OrdersJson is { } json ? JsonDocument.Parse(json).RootElement.GetArrayLength() : 0;

    private string Counted(string text, int count) => count == 1 ? T[text + "One"] : T[text, Number(count)];

    private int Count(ProblemSeverity severity) => Groups.Where(x => x.Severity == severity).Sum(x => x.Count);

    private async ValueTask<ItemsProviderResult<SheetProblem>> ProvideAsync(ItemsProviderRequest request)
    {
        var total = Only?.Count ?? Groups.Sum(x => x.Count);
        return new(await queries.ProblemsAsync(Draft.Id, Only, request.StartIndex, request.Count, request.CancellationToken), total);
    }

    private async Task FilterAsync(ProblemGroup? group)
    {
        Only = group;
        if (list is not null) await list.RefreshDataAsync();
    }

    private async Task ConfirmAsync()
    {
        if (Confirmed || Choice.Options(time.GetUtcNow(), Client.Zone) is not { } start) return;
        Confirmed = true;
        await OnConfirm.InvokeAsync(start);
    }
}
