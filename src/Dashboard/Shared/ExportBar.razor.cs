using System.Globalization;
using Dashboard.Auth;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Shared;

/// <summary>How far one's own exports are, on whatever page one is meanwhile.</summary>
public sealed partial class ExportBar : IDisposable
{
    private IDisposable? subscription;
    private string? account;
    private bool closed;

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    [Inject] private Exports Exports { get; set; } = null!;

    private IReadOnlyList<Export> Shown { get; set; } = [];

    // A screen reader hears of the end only: figures that move several times a second say nothing.
    private string? Said => Shown.LastOrDefault(x => x.State != ExportState.Running) is { } last ? $"{last.File}: {T["Export_" + last.State, Number(last.Done), Number(last.Total)]}" : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        closed = true;
        subscription?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        account = (await Authentication).User.AccountName();
        if (!RendererInfo.IsInteractive) return;
        subscription = Exports.Subscribe(OnChanged);
        Shown = Exports.Of(account);
    }

    private static string Icon(ExportState state) => state switch
    {
        ExportState.Running => "download", ExportState.Completed => "check_circle", ExportState.Cancelled => "cancel", ExportState.CutOff => "error",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Tone(ExportState state) => state switch
    {
        ExportState.Running => "info", ExportState.Completed => "success", ExportState.Cancelled => "warning", ExportState.CutOff => "error",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string Percent(Export export) => (100.0 * export.Done / Math.Max(export.Total, 1)).ToString("0.#", CultureInfo.InvariantCulture);

    private string Span(TimeSpan left) => left < TimeSpan.FromMinutes(1) ? T["LeftSeconds", (int)left.TotalSeconds] : T["LeftMinutes", (int)Math.Ceiling(left.TotalMinutes)];

    private void OnChanged(string whose)
    {
        if (whose != account) return;
        _ = InvokeAsync(() =>
        {
            if (closed) return;
            Shown = Exports.Of(whose);
            StateHasChanged();
        });
    }
}
