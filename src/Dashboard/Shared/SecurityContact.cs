using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace Dashboard.Shared;

/// <summary>Section <c>Security</c>: whom to tell of a weakness; told by <c>/.well-known/security.txt</c> (RFC 9116).</summary>
public sealed class SecurityContact : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Security";

    // The standard wants a date, at most a year ahead.
    private static readonly TimeSpan Valid = TimeSpan.FromDays(180);

    /// <summary>Key <c>Security:Contact</c>: an address such as <c>mailto:security@example.com</c>; null for none, then there is no such file.</summary>
    public string? Contact { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Contact is not null && (!Uri.TryCreate(Contact, UriKind.Absolute, out var address) || address.Scheme is not ("mailto" or "https" or "tel") || Contact.Any(char.IsControl)))
            yield return new ValidationResult("Security:Contact is no address: write mailto:…, https://… or tel:….");
    }

    /// <summary>Answers with the file.</summary>
    internal static IResult Answer(IOptions<SecurityContact> options, TimeProvider time) => options.Value.Contact is { Length: > 0 } contact
        ? TypedResults.Text(string.Create(CultureInfo.InvariantCulture, $"Contact: {contact}\nExpires: {time.GetUtcNow() + Valid:yyyy-MM-dd'T'HH:mm:ss'Z'}\nPreferred-Languages: en, zh\n"))
        : TypedResults.NotFound();
}
