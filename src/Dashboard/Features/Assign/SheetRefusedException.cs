namespace Dashboard.Features.Assign;

/// <summary>A sheet that can't be read as a whole. Nothing of it is kept.</summary>
public sealed class SheetRefusedException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="kind">A code that the texts are keyed by (<c>Refused_{kind}</c>).</param>
    /// <param name="arguments">What the text names: a line, a column, a kind of file.</param>
    public SheetRefusedException(string kind, params object[] arguments) : base($"The sheet is refused: {kind}.")
    {
        Kind = kind;
        Arguments = arguments;
    }

    /// <summary>The code.</summary>
    public string Kind { get; }

    /// <summary>What the text names.</summary>
    public IReadOnlyList<object> Arguments { get; }
}
