using Dashboard.Data;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Tasks;

/// <summary>One saved view in the list, with what can be done with it.</summary>
public sealed partial class ViewRow(SavedViewStore store)
{
    /// <summary>The view.</summary>
    [Parameter, EditorRequired] public required SavedView View { get; set; }

    /// <summary>What the grid shows, for an update.</summary>
    [Parameter, EditorRequired] public required TaskFilter Filter { get; set; }

    /// <summary>Whether the grid shows it.</summary>
    [Parameter] public bool Current { get; set; }

    /// <summary>Whether the person may change it.</summary>
    [Parameter] public bool MayChange { get; set; }

    /// <summary>Whether its further actions are shown.</summary>
    [Parameter] public bool Open { get; set; }

    /// <summary>Shows its further actions, or hides them.</summary>
    [Parameter] public EventCallback OnOpen { get; set; }

    /// <summary>Makes a change and says, by the name of a text, that it is done.</summary>
    [Parameter, EditorRequired] public required Func<string?, ViewChange, Task> OnChange { get; set; }

    private bool Asking { get; set; }

    private string? NewName { get; set; }

    private string PinText => T[View.Pinned ? "Unpin" : "Pin", View.Name];

    private string DeleteText => T[View.Owner is null ? "DeleteAskTeam" : "DeleteAsk", View.Name];

    private Task BeginAsync()
    {
        (Asking, NewName) = (false, null);
        return OnOpen.InvokeAsync();
    }

    private Task PinAsync() => OnChange(null, (user, address) => store.PinAsync(user, address, View.Id, !View.Pinned, CancellationToken.None));

    private Task RenameAsync()
    {
        var name = NewName;
        return OnChange(null, (user, address) => store.RenameAsync(user, address, View.Id, name, CancellationToken.None));
    }

    private Task UpdateAsync() => OnChange("Updated", (user, address) => store.UpdateAsync(user, address, View.Id, Filter, CancellationToken.None));

    private Task MoveAsync(bool up) => OnChange(null, (user, address) => store.MoveAsync(user, address, View.Id, up, CancellationToken.None));

    private Task DeleteAsync() => OnChange("Deleted", (user, address) => store.DeleteAsync(user, address, View.Id, CancellationToken.None));
}
