using System.Security.Claims;

namespace Dashboard.Auth;

/// <summary>Personal data as a role may see it. Masking happens on the server: the hidden characters never leave it.</summary>
public static class Masking
{
    /// <summary>A phone such as <c>6281****5678</c> for a Viewer, whole for a Manager or Admin.</summary>
    public static string Phone(string phone, ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(phone);
        ArgumentNullException.ThrowIfNull(user);
        if (user.MaySeePersonalData()) return phone;
        return phone.Length <= 8 ? new string('*', phone.Length) : $"{phone[..4]}****{phone[^4..]}";
    }

    /// <summary>An amount, or <c>****</c> for a Viewer; empty stays empty.</summary>
    public static string Amount(string? amount, ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (string.IsNullOrEmpty(amount)) return "";
        return user.MaySeePersonalData() ? amount : "****";
    }
}
