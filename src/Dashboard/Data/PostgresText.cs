using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dashboard.Data;

/// <summary>PostgreSQL refuses text with NUL or half a surrogate pair, wherever it comes from: an upstream, an address that somebody edited, a text that
/// was cut. Such a character becomes U+FFFD, as SQLite's driver writes half a pair too.</summary>
public sealed class PostgresText : DbCommandInterceptor
{
    /// <summary>For the contexts of PostgreSQL: cleans the parameters of their commands.</summary>
    public static readonly PostgresText Instance = new();

    /// <inheritdoc/>
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        ArgumentNullException.ThrowIfNull(result);
        foreach (DbParameter parameter in result.Parameters) parameter.Value = Clean(parameter.Value);
        return result;
    }

    /// <summary>A value as PostgreSQL takes it: itself, unless it is such a text.</summary>
    public static object? Clean(object? value) => value is string text && !IsClean(text) ? Clean(text) : value;

    private static bool IsClean(ReadOnlySpan<char> text) => text.IndexOf('\0') < 0 && text.IndexOfAnyInRange('\uD800', '\uDFFF') < 0;

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return clean.ToString();
    }
}
