namespace Dashboard.Features.Templates;

/// <summary>Parts of a template's page that fields belong to, in their order.</summary>
public enum TemplateSection
{
    /// <summary>What kind of task it is, and its times.</summary>
    Facts,

    /// <summary>What the customer gets.</summary>
    Message,

    /// <summary>What the employee is told.</summary>
    Explanation,

    /// <summary>Whom it is for.</summary>
    Targeting,

    /// <summary>What the document does not know.</summary>
    Other,
}

/// <summary>One field of a template, as people read it.</summary>
/// <param name="Section">Where it belongs.</param>
/// <param name="Key">What makes it the same field in another template or version.</param>
/// <param name="Label">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsText">Whether people wrote it, or it lists several: a difference is then shown word by word.</param>
public sealed record TemplateField(TemplateSection Section, string Key, string Label, string Value, bool IsText = false);

/// <summary>One field of two templates or versions.</summary>
/// <param name="Section">Where it belongs.</param>
/// <param name="Label">Its name.</param>
/// <param name="Left">Its value on the left; null where it is not there.</param>
/// <param name="Right">Its value on the right; null where it is not there.</param>
/// <param name="IsText">Whether a difference is shown word by word.</param>
public sealed record ComparedField(TemplateSection Section, string Label, string? Left, string? Right, bool IsText = false)
{
    /// <summary>Whether both say the same.</summary>
    public bool Same => Left == Right;
}
