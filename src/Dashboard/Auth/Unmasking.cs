using System.Data.Common;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Auth;

/// <summary>Values that somebody asked to see although personal data is hidden: each is recorded first, and shows until the page is left. One for each open page.</summary>
public sealed class Unmasking : IDisposable
{
    private readonly HashSet<HiddenItem> shown = [];
    private readonly AuditTrail audit;
    private readonly IAuthorizationService authorization;
    private readonly NavigationManager navigation;
    private readonly ILogger<Unmasking> log;
    private string page;

    /// <summary>Begins with everything hidden.</summary>
    public Unmasking(AuditTrail audit, IAuthorizationService authorization, NavigationManager navigation, ILogger<Unmasking> log)
    {
        ArgumentNullException.ThrowIfNull(navigation);
        (this.audit, this.authorization, this.navigation, this.log) = (audit, authorization, navigation, log);
        page = PathOf(navigation.Uri);
        navigation.LocationChanged += OnLocationChanged;
    }

    /// <summary>Raised when something else shows.</summary>
    public event Action? Changed;

    /// <summary>Whether it shows.</summary>
    public bool IsShown(HiddenItem item) => shown.Contains(item);

    /// <summary>Records that somebody asks to see a value, then shows it. Who may not, and what can't be recorded, is refused.</summary>
    /// <returns>Whether it shows.</returns>
    public async Task<bool> ShowAsync(HiddenItem item, AuthenticationState who, ClientContext client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(who);
        ArgumentNullException.ThrowIfNull(client);
        if (shown.Contains(item)) return true;
        if (!await authorization.MayAsync(who.User, Policies.Manage)) return false;
        try
        {
            await audit.WriteAsync(who.User, client.Address, "personal.unmask", item.Target, item.What, cancellationToken);
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            log.LogError(e, "A value of {Target} stays hidden: that it was asked for can't be recorded", item.Target);
            return false;
        }
        shown.Add(item);
        Changed?.Invoke();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => navigation.LocationChanged -= OnLocationChanged;

    private static string PathOf(string address) => new Uri(address).AbsolutePath;

    // Another filter or panel is the same page.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        var now = PathOf(e.Location);
        if (now == page) return;
        page = now;
        shown.Clear();
    }
}

/// <summary>A value that is hidden.</summary>
/// <param name="Target">Whose it is, as the audit log names it, such as <c>task 7</c>.</param>
/// <param name="What">What it is, as a detail of the audit log, such as <c>value=phone</c>.</param>
/// <param name="Value">The value; never recorded. When it changes it is another one, and hidden again.</param>
public sealed record HiddenItem(string Target, string What, string Value);
