using Dashboard.Auth;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Shared;

/// <summary>A phone, an amount or a free text, as the page may show it.</summary>
public sealed partial class Personal
{
    /// <summary>The <see cref="Kind"/> of a phone.</summary>
    public const string Phone = "phone";

    /// <summary>The <see cref="Kind"/> of a remark on a task.</summary>
    public const string Remark = "remark";

    /// <summary>The <see cref="Kind"/> of what INCS said.</summary>
    public const string Message = "message";

    /// <summary>The whole value; masked here.</summary>
    [Parameter, EditorRequired] public required string? Value { get; set; }

    /// <summary>What it is, as the audit log names it: one of these, or an amount such as <c>due_amount</c>, or <c>cell</c>.</summary>
    [Parameter, EditorRequired] public required string Kind { get; set; }

    /// <summary>Whose it is, as the audit log names it, such as <c>task 7</c>.</summary>
    [Parameter, EditorRequired] public required string Target { get; set; }

    /// <summary>Which one of several, as a detail of the audit log, such as <c>order=2</c>.</summary>
    [Parameter] public string? Part { get; set; }

    /// <summary>What this page shows.</summary>
    [CascadingParameter] public PersonalSight Sight { get; set; }

    private string Text => Value ?? "";

    private string Masked => Kind switch { Phone => Masking.Masked(Text), Remark or Message => Masking.MaskedText(Text), _ => Masking.MaskedAmount(Text) };

    private HiddenItem Item => new(Target, AuditDetail.Of(("value", Kind)) + (Part is null ? "" : AuditDetail.Separator + Part), Text);

    private string? Class => Kind == Phone ? "mono" : null;
}
