using System.Globalization;

namespace Dashboard.Features.Templates;

/// <summary>One side of a comparison, as the address names it: <c>1254676189925432389</c> for a template as it is now, <c>1254676189925432389@2</c> for a version of it.</summary>
/// <param name="TemplateId">The template.</param>
/// <param name="Version">Its version; null for now.</param>
public sealed record TemplateSide(long TemplateId, int? Version)
{
    /// <summary>Reads a side of an address; null where it names none.</summary>
    public static TemplateSide? Read(string? text)
    {
        var parts = (text ?? "").Split('@');
        if (parts.Length > 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id <= 0) return null;
        if (parts.Length == 1) return new(id, null);
        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 ? new(id, version) : null;
    }

    /// <summary>How the address names it.</summary>
    public static string Of(long templateId, int? version) => string.Create(CultureInfo.InvariantCulture, $"{templateId}{(version is null ? "" : "@")}{version}");

    /// <inheritdoc/>
    public override string ToString() => Of(TemplateId, Version);
}
