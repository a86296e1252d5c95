namespace Dashboard.Data;

/// <summary>A column mapping that is remembered for sheets with the same headers, for the whole team.</summary>
public sealed class SavedMapping
{
    /// <summary>Key.</summary>
    public long Id { get; set; }

    /// <summary>Fingerprint of the headers, whatever their order, case, spaces and signs; unique.</summary>
    public required string Fingerprint { get; set; }

    /// <summary>What people call it.</summary>
    public required string Name { get; set; }

    /// <summary>The headers as a JSON array of strings.</summary>
    public required string HeadersJson { get; set; }

    /// <summary>The mapping as in <see cref="Batch.MappingJson"/>, for the headers in the order of <see cref="HeadersJson"/>.</summary>
    public required string MappingJson { get; set; }

    /// <summary>Who used it last.</summary>
    public required string UsedBy { get; set; }

    /// <summary>When it was used last (UTC).</summary>
    public DateTimeOffset UsedAt { get; set; }
}
