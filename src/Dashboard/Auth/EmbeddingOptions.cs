using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Dashboard.Auth;

/// <summary>Settings <c>Embedding:*</c>.</summary>
public sealed class EmbeddingOptions : IValidatableObject
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Embedding";

    /// <summary>Origins that may frame <c>/embed/*</c>, such as <c>https://portal.example.com</c>; none: nothing is framed.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];

    /// <summary>The code that shows a page in a frame, to be pasted into a portal; null where nothing may be framed.</summary>
    /// <param name="here">Scheme, host and base path of this product.</param>
    /// <param name="page">The page's address, beginning with <c>/embed</c>.</param>
    /// <param name="title">What the frame shows, for those who can't see it.</param>
    public string? Code(string here, string page, string title)
    {
        ArgumentNullException.ThrowIfNull(here);
        return AllowedOrigins.Count == 0 ? null
            : $"<iframe src=\"{here.TrimEnd('/')}{page}\" title=\"{WebUtility.HtmlEncode(title)}\" width=\"100%\" height=\"640\" loading=\"lazy\" referrerpolicy=\"strict-origin-when-cross-origin\" allow=\"clipboard-write\"></iframe>";
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // The origins stand in a header as they are: anything but an origin could say more than it should.
        foreach (var origin in AllowedOrigins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || origin != $"{address.Scheme}://{address.Authority}")
                yield return new ValidationResult($"Embedding:AllowedOrigins holds \"{origin}\", which is no origin: write scheme and host only, such as https://portal.example.com.");
        }
    }
}
