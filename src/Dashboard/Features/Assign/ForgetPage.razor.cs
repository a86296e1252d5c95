using System.Globalization;
using Dashboard.Auth;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Features.Assign;

/// <summary>Where an administrator has a customer forgotten. The phone never stands in the address: addresses are kept by browsers and proxies.</summary>
public sealed partial class ForgetPage(ForgetSearch search, Forgetting forgetting, AuditTrail audit, IAuthorizationService authorization)
{
    private const int MostShown = 20;

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private string? Written { get; set; }

    private string? Problem { get; set; }

    private bool Busy { get; set; }

    private bool Asking { get; set; }

    private ForgetFinding? Found { get; set; }

    private ForgetFinding? Done { get; set; }

    private static string N(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private async Task FindAsync()
    {
        if (Busy || !await authorization.MayAsync(Authentication, Policies.Administer)) return;
        (Found, Done, Asking) = (null, null, false);
        var phone = ForgetSearch.Phone(Written, out var problem);
        Problem = problem;
        if (phone is null) return;
        await BusilyAsync(async () => Found = await search.FindAsync(phone, Closed));
    }

    private async Task ForgetAsync()
    {
        var user = (await Authentication).User;
        // The role may have changed since the page was opened.
        if (Busy || Found is not { } found || !await authorization.MayAsync(user, Policies.Administer)) return;
        await BusilyAsync(async () =>
        {
            // What can't be recorded is not done.
            await audit.WriteAsync(user, Client.Address, "customer.forget", null, AuditDetail.Of(
                ("phone", Masking.Masked(found.Phone)), ("lines", found.Lines), ("assignments", found.Assignments), ("orders_of_others", found.OrdersOfOthers), ("tasks", found.Tasks), ("views", found.Views)), Closed);
            Done = await forgetting.ForgetAsync(found.Phone, CancellationToken.None);
            (Asking, Written) = (false, Done is null ? Written : null);
            Found = Done is null ? await search.FindAsync(found.Phone, Closed) : null;
        });
    }

    private async Task BusilyAsync(Func<Task> work)
    {
        Busy = true;
        // It reads every line of every sheet: not on the thread that the page lives on.
        try
        {
            await Task.Run(work, Closed);
        }
        finally
        {
            Busy = false;
        }
    }
}
