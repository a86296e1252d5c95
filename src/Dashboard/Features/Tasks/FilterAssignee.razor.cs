using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Tasks;

/// <summary>The assignee, with suggestions: those at hand, or, where there are more than fit, those that contain what is typed.</summary>
public sealed partial class FilterAssignee(TimeProvider time) : IDisposable
{
    /// <summary>Suggestions from which on they may not be all, so that it is asked while typing.</summary>
    public const int Many = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource closed = new();
    private int typed;

    /// <summary>What it is called.</summary>
    [Parameter, EditorRequired] public required string Label { get; set; }

    /// <summary>As the address has it.</summary>
    [Parameter, EditorRequired] public required string? Value { get; set; }

    /// <summary>Suggestions before anything is typed.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<string> Assignees { get; set; }

    /// <summary>Finds those that contain a text.</summary>
    [Parameter, EditorRequired] public required Func<string, CancellationToken, Task<IReadOnlyList<string>>> Find { get; set; }

    /// <summary>Told of each change.</summary>
    [Parameter] public EventCallback<string?> OnChange { get; set; }

    private IReadOnlyList<string>? Suggested { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    private Task ChangeAsync(ChangeEventArgs e) => OnChange.InvokeAsync(((string?)e.Value)?.Trim() is { Length: > 0 } text ? text : null);

    private async Task SuggestAsync(ChangeEventArgs e)
    {
        if (Assignees.Count < Many) return;
        var (part, mine) = ((string?)e.Value ?? "", ++typed);
        try
        {
            await Task.Delay(Pause, time, closed.Token);
            // Only what was typed last is asked for, and only its answer counts.
            if (mine != typed) return;
            var found = await Find(part, closed.Token);
            if (mine == typed) Suggested = found;
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            // The page was left meanwhile.
        }
    }
}
