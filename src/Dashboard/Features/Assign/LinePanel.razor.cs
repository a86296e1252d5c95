using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Data;
using Dashboard.Upstream.Incs;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Dashboard.Features.Assign;

/// <summary>One line: what is wrong with it, its cells to correct, and exactly what is sent for it.</summary>
public sealed partial class LinePanel(ReviewQueries review, IOptionsMonitor<IncsOptions> incs) : IDisposable
{
    // Shown as text, never written into the page as it is.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly CancellationTokenSource closed = new();

    /// <summary>The checked draft.</summary>
    [Parameter, EditorRequired] public required Batch Draft { get; set; }

    /// <summary>Which column is what.</summary>
    [Parameter, EditorRequired] public required ColumnMapping Mapping { get; set; }

    /// <summary>Line number as in the file.</summary>
    [Parameter, EditorRequired] public required int Line { get; set; }

    /// <summary>Whether something is under way.</summary>
    [Parameter] public bool Busy { get; set; }

    /// <summary>Makes a change.</summary>
    [Parameter, EditorRequired] public required Func<SheetChange, Task<EditOutcome>> OnApply { get; set; }

    /// <summary>Closes the panel.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

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
    protected override async Task OnInitializedAsync()
    {
        Headers = SheetQueries.Headers(Draft);
        Shown = await review.LineAsync(Draft.Id, Line, closed.Token);
        if (Shown is { } line) Texts = [.. Enumerable.Range(0, Math.Max(Headers.Count, line.Cells.Length)).Select(i => i < line.Cells.Length ? line.Cells[i] : "")];
    }

    private string Header(int column) => column < Headers.Count && Headers[column].Length > 0 ? Headers[column] : T["NoName", column + 1];

    private bool IsWrong(ReviewLine line, int column) =>
        line.Problems.Any(x => x.Severity == ProblemSeverity.Error && Mapping.Columns.TryGetValue(x.Column, out var at) && at == column);

    private async Task SaveAsync() => await OnApply(SheetChange.Cells([.. Texts.Select((text, i) => new CellChange(Line, i, text))]));

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
