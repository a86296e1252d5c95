using System.Globalization;
using Dashboard.Data;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Assign;

/// <summary>Who would get how many tasks, read from the sheet in the background; read anew when the choice changes.</summary>
public sealed partial class SpreadTable(SpreadPreviews previews) : IDisposable
{
    private const int MostShown = 20;
    private CancellationTokenSource? reading;
    private string? shownFor;

    /// <summary>The draft.</summary>
    [Parameter, EditorRequired] public required Batch Draft { get; set; }

    /// <summary>The mapping as it stands.</summary>
    [Parameter, EditorRequired] public required ColumnMapping Mapping { get; set; }

    private SpreadPreview? Shown { get; set; }

    private SheetRefusedException? Refused { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        reading?.Cancel();
        reading?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var choice = Mapping.ToJson();
        if (choice == shownFor || !RendererInfo.IsInteractive) return;
        shownFor = choice;
        Dispose();
        var mine = reading = new CancellationTokenSource();
        (Shown, Refused) = (null, null);
        try
        {
            // What is changed meanwhile is another choice.
            var preview = await previews.ReadAsync(Draft, ColumnMapping.FromJson(choice), mine.Token);
            if (shownFor == choice) Shown = preview;
        }
        catch (SheetRefusedException e) when (shownFor == choice)
        {
            Refused = e;
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // Another choice is read, or the step is left.
        }
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private string Percent(int tasks, string format) => (100.0 * tasks / Math.Max(Shown!.Tasks, 1)).ToString(format, CultureInfo.InvariantCulture);
}
