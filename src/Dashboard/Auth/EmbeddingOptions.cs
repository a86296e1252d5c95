namespace Dashboard.Auth;

/// <summary>Settings <c>Embedding:*</c>.</summary>
public sealed class EmbeddingOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Embedding";

    /// <summary>Origins that may frame <c>/embed/*</c>, such as <c>https://portal.example.com</c>; none: nothing is framed.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];
}
