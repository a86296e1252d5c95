namespace Dashboard.Shared;

/// <summary>A cookie that keeps what a person chose for this browser, such as the language.</summary>
public static class ChoiceCookie
{
    /// <summary>With this before its name no other host can set it; browsers take it over https only.</summary>
    public const string HostPrefix = "__Host-";

    /// <summary>A cookie's name; over https with the prefix.</summary>
    public static string NameFor(HttpRequest request, string name)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.IsHttps ? HostPrefix + name : name;
    }

    /// <summary>Kept for a year, for this site's own pages, and for no script.</summary>
    public static CookieOptions For(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new() { MaxAge = TimeSpan.FromDays(365), IsEssential = true, SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = request.IsHttps };
    }
}
