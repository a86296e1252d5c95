namespace Dashboard.Data;

/// <summary>One state of a Wshoto template as it was read: the answer whole. It stays what Wshoto said, also when Wshoto no longer answers or has changed it.</summary>
public sealed class TemplateVersion
{
    /// <summary>Wshoto's template id; beyond 2^53.</summary>
    public long TemplateId { get; set; }

    /// <summary>From 1, ascending in time, one template at a time.</summary>
    public int Number { get; set; }

    /// <summary>The answer's <c>data</c> as it came.</summary>
    public required string Json { get; set; }

    /// <summary>SHA-256 of the answer with its members in order: the same content has the same.</summary>
    public required string Fingerprint { get; set; }

    /// <summary>When it was first read (UTC).</summary>
    public DateTimeOffset FirstReadAt { get; set; }

    /// <summary>When it was last read and still the same (UTC).</summary>
    public DateTimeOffset LastReadAt { get; set; }
}
