using System.Globalization;
using Dashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Features.Assign;

/// <summary>What can be done with all lines of one kind of finding: each correction is shown before and after, then made.</summary>
public sealed partial class FixBar(SheetQueries queries, ReviewQueries review) : IDisposable
{
    private const int CellsShown = 8;
    private const int FindingsRead = 500;
    private readonly CancellationTokenSource closed = new();
    private readonly Dictionary<FixKind, ElementReference> buttons = [];
    private ElementReference ask;
    private FixKind? left;
    private bool opened;

    /// <summary>The checked draft.</summary>
    [Parameter, EditorRequired] public required Batch Draft { get; set; }

    /// <summary>The kind.</summary>
    [Parameter, EditorRequired] public required ProblemGroup Group { get; set; }

    /// <summary>Which column is what.</summary>
    [Parameter, EditorRequired] public required ColumnMapping Mapping { get; set; }

    /// <summary>Whether something is under way.</summary>
    [Parameter] public bool Busy { get; set; }

    /// <summary>Makes a change.</summary>
    [Parameter, EditorRequired] public required Func<SheetChange, Task<EditOutcome>> OnApply { get; set; }

    private IReadOnlyList<FixKind> Fixes { get; set; } = [];

    private IReadOnlyList<string> Columns { get; set; } = [];

    private string? Column { get; set; }

    private FixKind? Asking { get; set; }

    private string Argument { get; set; } = "";

    private ChangePreview? Preview { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var found = await queries.ProblemsAsync(Draft.Id, Group, 0, FindingsRead, closed.Token);
        // What has no column of its own, as a default, can't be corrected line by line.
        Columns = [.. found.GroupBy(x => x.Column).OrderByDescending(x => x.Count()).Select(x => x.Key).Where(Mapping.Columns.ContainsKey)];
        Column = Columns.Count > 0 ? Columns[0] : null;
        Fixes = Column is null ? [] : SheetFixes.For(Group.Kind);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The focus goes into what opens, and back to the button when that closes.
        if (opened && Preview is not null)
        {
            opened = false;
            await ask.FocusAsync();
        }
        else if (left is { } fix && buttons.TryGetValue(fix, out var button))
        {
            left = null;
            await button.FocusAsync();
        }
    }

    private static string N(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private Task AskAsync(FixKind fix)
    {
        (Asking, Preview, opened) = (fix, null, true);
        Argument = fix switch { FixKind.AddCountryCode => Draft.CountryCode ?? (Group.Kind == "PhoneMaybeChinese" ? "86" : "62"), FixKind.IsoDate => "dmy", _ => "" };
        return PreviewAsync();
    }

    private Task SetArgumentAsync(string? argument)
    {
        Argument = argument?.Trim() ?? "";
        return PreviewAsync();
    }

    private Task SetColumnAsync(string column)
    {
        Column = column;
        return PreviewAsync();
    }

    private void OnKey(KeyboardEventArgs e)
    {
        if (e.Key == "Escape") Close();
    }

    private void Close() => (left, Asking) = (Asking, null);

    private SheetChange Change() =>
        SheetFixes.Change(Asking!.Value, Argument, new() { Kind = Group.Kind, Column = Column }, Mapping.Columns[Column!], Column);

    private async Task PreviewAsync()
    {
        var (asked, argument) = (Asking, Argument);
        var preview = await review.PreviewAsync(Draft.Id, Change(), CellsShown, closed.Token);
        // Somebody typed on meanwhile.
        if (asked == Asking && argument == Argument) Preview = preview;
    }

    private async Task ApplyAsync()
    {
        var change = Change();
        Asking = null;
        await OnApply(change);
    }
}
