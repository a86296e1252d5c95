using System.Globalization;
using System.Security.Claims;
using Dashboard.Auth;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Features.Settings;

/// <summary>The column mappings that are remembered for the team, for administrators to rename and delete.</summary>
public sealed partial class SavedMappingList(SavedMappingQueries queries, AuditTrail audit, IAuthorizationService authorization) : IDisposable
{
    private readonly CancellationTokenSource closed = new();

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private IReadOnlyList<SavedMappingRow>? Rows { get; set; }

    private long? Renaming { get; set; }

    private long? Deleting { get; set; }

    private string? NewName { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => LoadAsync();

    private static string HeadersOf(SavedMappingRow row) => string.Join(", ", row.Headers.Where(x => x.Length > 0));

    private async Task LoadAsync()
    {
        (Renaming, Deleting) = (null, null);
        Rows = await queries.ListAsync(closed.Token);
    }

    private void BeginRename(SavedMappingRow row) => (Renaming, Deleting, NewName) = (row.Id, null, row.Name);

    private void BeginDelete(SavedMappingRow row) => (Renaming, Deleting) = (null, row.Id);

    private async Task RenameAsync(SavedMappingRow row)
    {
        if (NewName?.Trim() is not { Length: > 0 and <= SavedMappingQueries.LongestName } name || await AdministratorAsync() is not { } user) return;
        if (name != row.Name && await queries.RenameAsync(row.Id, name, CancellationToken.None)) await RecordAsync(user, "mapping.rename", row, $"{row.Name} → {name}");
        await LoadAsync();
    }

    private async Task DeleteAsync(SavedMappingRow row)
    {
        if (await AdministratorAsync() is not { } user) return;
        if (await queries.DeleteAsync(row.Id, CancellationToken.None)) await RecordAsync(user, "mapping.delete", row, row.Name);
        await LoadAsync();
    }

    private Task RecordAsync(ClaimsPrincipal user, string action, SavedMappingRow row, string detail) =>
        audit.WriteAsync(user, Client.Address, action, string.Create(CultureInfo.InvariantCulture, $"mapping {row.Id}"), detail, CancellationToken.None);

    // The role may have changed since the page was opened.
    private async Task<ClaimsPrincipal?> AdministratorAsync()
    {
        var user = (await Authentication).User;
        return await authorization.MayAsync(user, Policies.Administer) ? user : null;
    }
}
