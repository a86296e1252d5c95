namespace Dashboard.Data;

/// <summary>A code with which a frame on another site takes over a session that was begun in a window of its own; redeemed once, within a minute.</summary>
public sealed class FrameCode
{
    /// <summary>SHA-256 of the code, Base64: whoever reads the database can't redeem it.</summary>
    public required string Hash { get; set; }

    /// <summary>The page in the frame, without its query.</summary>
    public required string Page { get; set; }

    /// <summary>SHA-256 of the secret that only the asking frame knows, Base64Url.</summary>
    public required string Challenge { get; set; }

    /// <summary>Who is signed in, encrypted.</summary>
    public required string Ticket { get; set; }

    /// <summary>Until when it is redeemed (UTC).</summary>
    public DateTimeOffset ExpiresAt { get; set; }
}
