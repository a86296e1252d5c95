using System.ComponentModel.DataAnnotations;

namespace Dashboard.Features.Assign;

/// <summary>Section <c>Retention</c>: how long what customers left behind is kept.</summary>
public sealed class RetentionOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Retention";

    /// <summary>Days after which the sheet, the lines and the personal data of a finished batch are removed, and a draft that nobody confirmed.</summary>
    [Range(1, 3650)] public int Days { get; set; } = 180;
}
