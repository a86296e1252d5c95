namespace Dashboard.Data;

/// <summary>A customer whose personal data was removed on request. Of the phone only a keyed hash is kept, so that it is known when INCS or a sheet brings it back.</summary>
public sealed class ForgottenCustomer
{
    /// <summary>HMAC-SHA256 of the phone's digits under <see cref="ForgetKey"/>, in hexadecimal.</summary>
    public required string Hash { get; set; }

    /// <summary>When, the last time (UTC).</summary>
    public DateTimeOffset At { get; set; }
}

/// <summary>The key of the hashes (at most one row), made when the first customer is forgotten.</summary>
public sealed class ForgetKey
{
    /// <summary>The only row's key.</summary>
    public const int Only = 1;

    /// <summary>Always <see cref="Only"/>.</summary>
    public int Id { get; set; }

    /// <summary>The key under Data Protection: whoever has a copy of this table alone can't try all phones.</summary>
    public required string Protected { get; set; }
}
