using System.Globalization;
using Dashboard.Shared;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Audit;

/// <summary>What an entry was done to, in words and with its page.</summary>
/// <param name="Words">In the person's language; what is not known stands as it was written.</param>
/// <param name="Address">Its page, or null where it has none.</param>
public sealed record AuditTarget(string Words, string? Address)
{
    /// <summary>Kinds of targets that have a number.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["batch", "sheet", "task", "template", "view", "mapping"];

    /// <summary>Reads a target such as <c>batch 12</c> or <c>5 tasks</c>.</summary>
    public static AuditTarget Read(string target, IStringLocalizer<AuditText> texts)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(texts);
        if (target.Split(' ') is not [var first, var second]) return new(target, null);
        if (QueryText.Number(first) is { } count) return new(Word($"Count_{second}", count.ToString("N0", CultureInfo.CurrentCulture)), null);
        return QueryText.Number(second) is { } id ? new(Word($"Kind_{first}", second), AddressOf(first, id)) : new(target, null);

        string Word(string key, string number) => texts[key, number] is { ResourceNotFound: false } text ? text : target;
    }

    /// <summary>A target as a field shows it: in the words of the page where <see cref="Code"/> reads them back, else as the log has it.</summary>
    public static string Written(string target, IStringLocalizer<AuditText> texts)
    {
        var words = Read(target, texts).Words;
        return Code(words, texts) == target ? words : target;
    }

    /// <summary>What the log calls a target that somebody wrote in the words of the page, such as <c>批次 12</c>; else the text itself.</summary>
    public static string Code(string text, IStringLocalizer<AuditText> texts)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(texts);
        if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var word, var number]) return text;
        var kind = Kinds.FirstOrDefault(x => string.Equals(texts["Kind_" + x, number], $"{word} {number}", StringComparison.OrdinalIgnoreCase));
        return kind is null ? text : $"{kind} {number}";
    }

    /// <summary>What was done, in words; a code that is not known stands as it is.</summary>
    public static string Action(string action, IStringLocalizer<AuditText> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts["Action_" + action] is { ResourceNotFound: false } text ? text : action;
    }

    private static string? AddressOf(string kind, long id) => kind switch
    {
        // A batch that is still a draft leads on to its review by itself.
        "batch" or "sheet" => Links.Batch(id),
        "task" => Links.Task(id),
        "template" => Links.Template(id),
        "view" => Links.Tasks,
        "mapping" => Links.Settings,
        _ => null,
    };
}
