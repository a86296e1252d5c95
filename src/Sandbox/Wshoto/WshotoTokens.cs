namespace Sandbox.Wshoto;

/// <summary>Issues access tokens: the same one while it is valid, as the vendor does.</summary>
public sealed class WshotoTokens(WshotoSettings settings, TimeProvider time)
{
    private readonly Lock guard = new();
    private readonly Queue<DateTimeOffset> asked = new();
    private string? token;
    private DateTimeOffset createdAt;
    private DateTimeOffset expiresAt;
    private int issued;

    /// <summary>How many different tokens were issued.</summary>
    public int Issued
    {
        get { lock (guard) return issued; }
    }

    /// <summary>The present token; null when it was asked for too often.</summary>
    public WshotoToken? Ask()
    {
        lock (guard)
        {
            var now = time.GetUtcNow();
            while (asked.TryPeek(out var at) && now - at > TimeSpan.FromMinutes(1)) asked.Dequeue();
            if (asked.Count >= settings.TokenRequestsPerMinute) return null;
            asked.Enqueue(now);
            if (token is null || now >= expiresAt)
            {
                token = $"sandbox-wshoto-{++issued:D4}-{Guid.NewGuid():N}";
                createdAt = now;
                expiresAt = now.AddSeconds(settings.TokenSeconds);
            }
            return new(token, (int)Math.Ceiling((expiresAt - now).TotalSeconds), createdAt);
        }
    }

    /// <summary>0 for a valid token, else the body code.</summary>
    public int Judge(string? given)
    {
        lock (guard)
        {
            if (string.IsNullOrEmpty(given)) return 10010;
            if (given != token) return 10001;
            return time.GetUtcNow() < expiresAt ? 0 : 10011;
        }
    }

    /// <summary>Makes the present token invalid, as the vendor may do early.</summary>
    public void Invalidate()
    {
        lock (guard) token = null;
    }

    /// <summary>Sets how long tokens live; the present one ends no later than that from now.</summary>
    public void Shorten(int seconds)
    {
        lock (guard)
        {
            settings.TokenSeconds = seconds;
            var end = time.GetUtcNow().AddSeconds(seconds);
            if (expiresAt > end) expiresAt = end;
        }
    }
}

/// <summary>An answer of the token call.</summary>
/// <param name="Value">The token.</param>
/// <param name="ExpiresIn">Seconds it has left.</param>
/// <param name="CreatedAt">When it was made (UTC).</param>
public sealed record WshotoToken(string Value, int ExpiresIn, DateTimeOffset CreatedAt);
