using System.Text.RegularExpressions;

namespace Dashboard.Features.Templates;

/// <summary>A piece of a sentence.</summary>
/// <param name="Text">Its words.</param>
/// <param name="IsValue">Whether it is a value, which stands out.</param>
public sealed record TargetingPiece(string Text, bool IsValue = false)
{
    /// <summary>Of words that shorten a list: what they stand for.</summary>
    public IReadOnlyList<string> Rest { get; init; } = [];
}

/// <summary>Pieces of a sentence, put together by texts with places such as <c>added {0} by {1}</c>.</summary>
public sealed partial class TargetingPhrase
{
    private TargetingPhrase(IReadOnlyList<TargetingPiece> pieces) => Pieces = pieces;

    /// <summary>Nothing.</summary>
    public static TargetingPhrase None { get; } = new([]);

    /// <summary>The pieces in their order.</summary>
    public IReadOnlyList<TargetingPiece> Pieces { get; }

    /// <summary>A value, which stands out.</summary>
    public static TargetingPhrase Value(string text) => new([new(text, true)]);

    /// <summary>Words that stand for the rest of a list.</summary>
    public static TargetingPhrase More(string text, IReadOnlyList<string> rest) => new([new(text) { Rest = rest }]);

    /// <summary>A text whose places <c>{0}</c> to <c>{9}</c> are filled.</summary>
    public static TargetingPhrase Of(string text, params TargetingPhrase[] places) => new(
    [
        .. Places().Split(text).Where(x => x.Length > 0).SelectMany(x => x is ['{', var digit, '}'] && char.IsAsciiDigit(digit) ? places[digit - '0'].Pieces : [new TargetingPiece(x)]),
    ]);

    /// <summary>Phrases one after another.</summary>
    public static TargetingPhrase Joined(string between, IEnumerable<TargetingPhrase> phrases) =>
        new([.. phrases.SelectMany((x, i) => i == 0 ? x.Pieces : x.Pieces.Prepend(new(between)))]);

    /// <summary>The phrase with its first letter large.</summary>
    public TargetingPhrase Capital() =>
        Pieces is [{ IsValue: false } first, ..] ? new([first with { Text = char.ToUpperInvariant(first.Text[0]) + first.Text[1..] }, .. Pieces.Skip(1)]) : this;

    /// <inheritdoc/>
    public override string ToString() => string.Concat(Pieces.Select(x => x.Text));

    [GeneratedRegex(@"(\{[0-9]\})")]
    private static partial Regex Places();
}
