using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Templates;

/// <summary>A text whose placeholders, such as <c>{客户昵称}</c>, stand out.</summary>
public sealed partial class VariableText
{
    /// <summary>The text.</summary>
    [Parameter, EditorRequired] public required string Text { get; set; }

    private IEnumerable<(string Text, bool Variable)> Parts
    {
        get
        {
            var start = 0;
            foreach (Match variable in Variables().Matches(Text))
            {
                if (variable.Index > start) yield return (Text[start..variable.Index], false);
                start = variable.Index + variable.Length;
                yield return (Text[variable.Index..start], true);
            }
            if (start < Text.Length) yield return (Text[start..], false);
        }
    }

    [GeneratedRegex(@"\{[^{}\r\n"":]{1,40}\}")]
    private static partial Regex Variables();
}
