using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Data;
using Dashboard.Upstream.Incs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Options;

namespace Dashboard.Features.Assign;

/// <summary>One line: what is wrong with it, its cells to correct, and exactly what is sent for it.</summary>
public sealed partial class LinePanel(ReviewQueries review, IOptionsMonitor<IncsOptions> incs) : IDisposable
{
    // Shown as text, never written into the page as it is.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly CancellationTokenSource closed = new();
    private ElementReference panel;
    private (int Line, int Revision, DateTimeOffset? Forecast) shown;

    /// <summary>The checked draft.</summary>
    [Parameter, EditorRequired] public required Batch Draft { get; set; }

    /// <summary>Which column is what.</summary>
    [Parameter, EditorRequired] public required ColumnMapping Mapping { get; set; }

    /// <summary>Line number as in the file.</summary>
    [Parameter, EditorRequired] public required int Line { get; set; }

    /// <summary>Whether it gets the focus when it opens.</summary>
    [Parameter] public bool TakesFocus { get; set; }

    /// <summary>Whether something is under way.</summary>
    [Parameter] public bool Busy { get; set; }

    /// <summary>Makes a change.</summary>
    [Parameter, EditorRequired] public required Func<SheetChange, Task<EditOutcome>> OnApply { get; set; }

    /// <summary>Closes the panel.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    /// <summary>Whether something was written that is not saved.</summary>
    public bool IsWritten => Written().Any();

    private ReviewLine? Shown { get; set; }

    private string[] Texts { get; set; } = [];

    private IReadOnlyList<string> Headers { get; set; } = [];

    private string? Json { get; set; }

    private IReadOnlyList<int> Lines { get; set; } = [];

    /// <inheritdoc/>
    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var wanted = (Line, Draft.Revision, Draft.ForecastAt);
        if (wanted == shown) return;
        shown = wanted;
        Headers = SheetQueries.Headers(Draft);
        var line = await review.LineAsync(Draft.Id, Line, closed.Token);
        // Another line may have been chosen meanwhile.
        if (wanted != shown) return;
        var written = Shown?.Number == line?.Number ? Written().ToList() : [];
        (Shown, Json) = (line, null);
        Texts = line is null ? [] : [.. Enumerable.Range(0, Math.Max(Headers.Count, line.Cells.Length)).Select(i => CellOf(line, i))];
        foreach (var cell in written) Texts[cell.Column] = cell.Text;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && TakesFocus) await panel.FocusAsync(preventScroll: true);
    }

    private static string Tone(SheetProblem problem) => problem.Severity switch { ProblemSeverity.Error => "error", ProblemSeverity.Warning => "warning" };

    private int ColumnOf(SheetProblem problem) => Mapping.Columns.TryGetValue(problem.Column, out var column) ? column : -1;

    private bool IsSent(int column) => Mapping.Columns.ContainsValue(column);

    private Task OnKey(KeyboardEventArgs e) => e.Key == "Escape" ? OnClose.InvokeAsync() : Task.CompletedTask;

    private string Header(int column) => column < Headers.Count && Headers[column].Length > 0 ? Headers[column] : T["NoName", column + 1];

    private static string CellOf(ReviewLine line, int column) => column < line.Cells.Length ? line.Cells[column] : "";

    private IEnumerable<CellChange> Written() => Shown is not { } line ? [] : Texts.Select((text, i) => new CellChange(line.Number, i, text)).Where(x => x.Text != CellOf(line, x.Column));

    private async Task SaveAsync()
    {
        if (Written().ToList() is { Count: > 0 } written) await OnApply(SheetChange.Cells(written));
    }

    private async Task ToggleJsonAsync()
    {
        if (Json is not null || Shown?.AssignmentId is not { } id || await review.AssignmentAsync(Draft.Id, id, closed.Token) is not { } assignment)
        {
            Json = null;
            return;
        }
        Lines = await review.LinesOfAsync(id, closed.Token);
        // The bytes of the POST, only spread over lines.
        var request = JsonSerializer.SerializeToElement(CreateRequests.Of(assignment, incs.CurrentValue.ModuleId), IncsJsonContext.Default.IncsCreateRequest);
        Json = JsonSerializer.Serialize(request, Indented);
    }
}
