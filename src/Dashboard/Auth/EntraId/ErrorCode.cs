namespace Dashboard.Auth.EntraId;

/// <summary>An error's code from outside, fit for a log.</summary>
internal static class ErrorCode
{
    /// <summary>The code such as <c>invalid_grant</c>; anything that does not look like one is not repeated.</summary>
    public static string Of(string? code) =>
        code is { Length: > 0 and <= 60 } && code.All(x => char.IsAsciiLetterLower(x) || char.IsAsciiDigit(x) || x is '_') ? code : "unknown error";
}
