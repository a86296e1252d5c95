using System.Security.Claims;

namespace Dashboard.Auth;

/// <summary>Personal data as a role may see it. Masking happens on the server: the hidden characters never leave it.</summary>
public static class Masking
{
    /// <summary>Digits of a phone that a Viewer sees at either end; of one that is no longer than both, none.</summary>
    public const int ShownDigits = 4;

    /// <summary>A phone such as <c>6281****5678</c> for a Viewer, whole for a Manager or Admin.</summary>
    public static string Phone(string phone, ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(phone);
        ArgumentNullException.ThrowIfNull(user);
        return user.MaySeePersonalData() ? phone : Masked(phone);
    }

    /// <summary>A phone as nobody may see more of it, such as in the audit log.</summary>
    public static string Masked(string phone)
    {
        ArgumentNullException.ThrowIfNull(phone);
        return phone.Length <= 2 * ShownDigits ? new string('*', phone.Length) : $"{phone[..ShownDigits]}****{phone[^ShownDigits..]}";
    }

    /// <summary>An amount, or <c>****</c> for a Viewer; empty stays empty.</summary>
    public static string Amount(string? amount, ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (string.IsNullOrEmpty(amount)) return "";
        return user.MaySeePersonalData() ? amount : "****";
    }
}
