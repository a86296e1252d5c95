using System.Text.RegularExpressions;
using DiffPlex;
using DiffPlex.Chunkers;

namespace Dashboard.Features.Templates;

/// <summary>A side of a comparison.</summary>
public enum DifferenceSide
{
    /// <summary>What was, or the first one.</summary>
    Left,

    /// <summary>What is, or the second one.</summary>
    Right,
}

/// <summary>Cuts a text into what people see as changed or not: words, single Chinese characters, spaces and signs.</summary>
internal static partial class TextPieces
{
    public static readonly IChunker Chunker = new CustomFunctionChunker(text => [.. Piece().Matches(text).Select(x => x.Value)]);

    [GeneratedRegex(@"[\p{IsCJKUnifiedIdeographs}]|[\p{L}\p{N}_-[\p{IsCJKUnifiedIdeographs}]]+|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Piece();
}
