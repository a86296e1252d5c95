namespace Dashboard.Tests.Auth.Actions;

/// <summary>Something that a person does in an open page.</summary>
/// <param name="Name">What, in words.</param>
/// <param name="Least">The least role that may.</param>
/// <param name="Does">What the page calls for it: as <c>Component: Class.Method</c> what writes, as <c>Component.Method</c> what the browser's script calls.</param>
/// <param name="OpenAsync">Opens the page so that it can be done, and gives back the doing.</param>
internal sealed record PageAction(string Name, string Least, string[] Does, Func<ActionStage, Task<Func<Task>>> OpenAsync)
{
    /// <summary>Its code in the audit log, or null.</summary>
    public string? Audit { get; init; }
}
