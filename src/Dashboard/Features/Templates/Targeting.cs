namespace Dashboard.Features.Templates;

/// <summary>Whom a template is for, as far as it can be read.</summary>
/// <param name="Rules">Conditions, all of which must hold.</param>
/// <param name="Doubts">Codes of what contradicts itself or matches nobody (<c>Doubt_{code}</c>).</param>
/// <param name="Others">Members that the document does not know, with their raw values.</param>
/// <param name="Raw">The raw text; null when there is none.</param>
/// <param name="Readable">Whether the raw text is a JSON object.</param>
public sealed record Targeting(IReadOnlyList<TargetingRule> Rules, IReadOnlyList<string> Doubts, IReadOnlyList<KeyValuePair<string, string>> Others, string? Raw, bool Readable);

/// <summary>One condition.</summary>
/// <param name="Field">Member of <c>filter_range_info</c>.</param>
/// <param name="Kind">Code of its sentence (<c>Rule_{kind}</c>).</param>
/// <param name="Values">Names or values, as the sentence lists them.</param>
public sealed record TargetingRule(string Field, string Kind, IReadOnlyList<TargetingValue> Values)
{
    /// <summary>Alternatives, any of which fulfils the condition; empty for a simple one.</summary>
    public IReadOnlyList<TargetingRule> Parts { get; init; } = [];

    /// <summary>Of tags: their <c>operator</c> as it stands.</summary>
    public string? Operator { get; init; }
}

/// <summary>A name with its id, an instant, or a word.</summary>
/// <param name="Text">The name, or the id where it has none.</param>
/// <param name="Id">The id, where there is one.</param>
/// <param name="At">The instant, where it is one (UTC).</param>
public sealed record TargetingValue(string Text, string? Id = null, DateTimeOffset? At = null)
{
    /// <summary>Of a customer tag: 1 the company's, 2 personal, 3 business.</summary>
    public int? TagType { get; init; }

    /// <summary>Of a business tag: its rule group.</summary>
    public string? Strategy { get; init; }
}
