using System.Text.Json;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Features.Assign;

/// <summary>The file of a draft: how it is read, what is to be said of it, its first lines, and the way to read it differently.</summary>
public sealed partial class SheetFile(SheetReading reading, SheetQueries queries, AuditTrail audit, IAuthorizationService authorization) : IDisposable
{
    private const int PreviewLines = 8;
    private const int MostColumns = 40;
    private readonly CancellationTokenSource closed = new();
    private (string?, string?, string?)? shown;
    private int choices;

    /// <summary>The draft.</summary>
    [Parameter, EditorRequired] public required Batch Draft { get; set; }

    /// <summary>The draft is read differently from now on, or is not as it was shown.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private IReadOnlyList<WorkbookTab> Tabs { get; set; } = [];

    private IReadOnlyList<SheetRemark> Remarks { get; set; } = [];

    private SheetPreview? Preview { get; set; }

    private SheetChoice? Asked { get; set; }

    private int Corrections { get; set; }

    private bool Busy { get; set; }

    private string? Refused { get; set; }

    // Another encoding may show another delimiter; a header of one cell says that the one so far was none.
    private char? Given => Preview?.Headers.Count > 1 ? Draft.Delimiter?[0] : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var now = (Draft.Encoding, Draft.Delimiter, Draft.Tab);
        if (shown == now || !queries.HasFile(Draft)) return;
        shown = now;
        Remarks = JsonSerializer.Deserialize<List<SheetRemark>>(Draft.RemarksJson ?? "[]")!;
        Preview = reading.Preview(Draft, PreviewLines);
        if (Tabs.Count > 0 || Draft.Tab is null) return;
        try
        {
            Tabs = await reading.TabsAsync(Draft, closed.Token);
        }
        catch (SheetRefusedException)
        {
            Tabs = [new(Draft.Tab, false)];
        }
    }

    private async Task ChooseAsync(SheetChoice choice)
    {
        Refused = null;
        Corrections = await reading.CorrectionsAsync(Draft.Id, closed.Token);
        if (Corrections > 0) Asked = choice;
        else await ChangeAsync(choice);
    }

    private void Keep()
    {
        Asked = null;
        choices++;
    }

    private static string Detail(SheetChoice choice) => AuditDetail.Of(("encoding", choice.Encoding), ("delimiter", choice.Delimiter switch
    {
        null => null, ',' => "comma", ';' => "semicolon", '\t' => "tab", '|' => "bar", { } other => other.ToString(),
    }), ("tab", choice.Tab));

    private async Task ChangeAsync(SheetChoice choice)
    {
        var user = (await Authentication).User;
        if (Busy || !await authorization.MayAsync(user, Policies.Manage)) return;
        (Asked, Busy) = (null, true);
        StateHasChanged();
        try
        {
            if (await reading.ChangeAsync(Draft, choice, closed.Token))
                await audit.WriteAsync(user, Client.Address, "sheet.read", $"batch {Draft.Id}", Detail(choice), CancellationToken.None);
        }
        catch (SheetRefusedException e)
        {
            Refused = e.Text(Refusals);
        }
        finally
        {
            Busy = false;
            choices++;
        }
        await OnChanged.InvokeAsync();
    }
}
