using System.Globalization;
using Dashboard.Shared;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Templates;

/// <summary>Says members of the conditions in words: label and value.</summary>
/// <param name="texts">Words of the person's language.</param>
/// <param name="client">The person's zone.</param>
public sealed class TargetingRowWords(IStringLocalizer<TargetingText> texts, ClientContext client)
{
    /// <summary>What a member is called.</summary>
    public string Label(TargetingRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return texts["Label_" + row.Field] is { ResourceNotFound: false } label ? label.Value : texts["UnknownMark"].Value;
    }

    /// <summary>The value of a switch, a code or a range, with its code.</summary>
    public string Told(TargetingRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Form switch
        {
            TargetingForm.Flag => texts[row.Values is ["true"] ? "Yes" : "No"],
            TargetingForm.Operator => Coded("Operator_" + row.Values[0], row.Values[0]),
            TargetingForm.Sex when row.Values[0].Equals("ALL", StringComparison.OrdinalIgnoreCase) => texts["Coded", texts["SexAll"], row.Values[0]],
            TargetingForm.Sex => Coded("SexCode_" + (row.Values[0].ToUpperInvariant() is "UNKNOWN" ? "UNKNOW" : row.Values[0].ToUpperInvariant()), row.Values[0]),
            TargetingForm.Ages => texts["Ages_Years", row.Values[0]],
            _ => texts["Empty"],
        };
    }

    /// <summary>The value of an instant, with the zone.</summary>
    public string Local(TargetingRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.At is { } at ? client.Local(at).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture) : "";
    }

    /// <summary>The whole value in one text.</summary>
    public string Whole(TargetingRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Form switch
        {
            TargetingForm.Time => Local(row),
            TargetingForm.Items => string.Join("\n", row.Items.Select(x => string.Join(" · ", x.Cells.Where(c => c.Value.Length > 0).Select(c => Cell(texts, c.Key, c.Value)).Prepend(x.Name).Distinct()))),
            TargetingForm.List or TargetingForm.Odd or TargetingForm.Unknown => string.Join(", ", row.Values),
            _ => Told(row),
        };
    }

    /// <summary>A member of a tag, place or chat.</summary>
    /// <param name="texts">Words of the person's language.</param>
    /// <param name="column">The member's name.</param>
    /// <param name="text">Its value as written.</param>
    public static string Cell(IStringLocalizer<TargetingText> texts, string column, string text)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (column != "tag_type") return text;
        return texts["Tag_" + text] is { ResourceNotFound: false } word ? texts["Coded", word.Value, text] : texts["Unknown", text];
    }

    private string Coded(string key, string code) => texts[key] is { ResourceNotFound: false } word ? texts["Coded", word.Value, code] : texts["Unknown", code];
}
