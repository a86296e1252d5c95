using System.Globalization;
using Dashboard.Data;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Assign;

/// <summary>Names the texts of sheets: upload, columns, review.</summary>
public sealed class SheetText;

/// <summary>Puts findings into words: what, where, why, what to do.</summary>
public static class SheetWords
{
    /// <summary>Why a sheet was refused.</summary>
    public static string Text(this SheetRefusedException refused, IStringLocalizer<SheetText> texts)
    {
        ArgumentNullException.ThrowIfNull(refused);
        ArgumentNullException.ThrowIfNull(texts);
        return texts[$"Refused_{refused.Kind}", [.. refused.Arguments.Select(x => x is int number ? number.ToString("N0", CultureInfo.CurrentCulture) : x)]];
    }

    /// <summary>What is wrong with a cell, or was changed in it.</summary>
    public static string Text(this SheetProblem problem, IStringLocalizer<SheetText> texts)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(texts);
        return texts[$"Problem_{problem.Kind}", problem.Value ?? ""];
    }
}
