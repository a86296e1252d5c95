using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Assign;

/// <summary>Who gets the lines that name no assignee: one account, or several by a rule.</summary>
public sealed partial class AssigneeForm
{
    private static readonly char[] Separators = [',', '，', ';', '；', '、', ' ', '\t', '\r', '\n'];

    /// <summary>The mapping as it stands.</summary>
    [Parameter, EditorRequired] public required ColumnMapping Mapping { get; set; }

    /// <summary>Accounts to suggest.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<string> Known { get; set; }

    /// <summary>One account for all was given, or emptied.</summary>
    [Parameter] public EventCallback<string?> OnDefault { get; set; }

    /// <summary>The spread was changed.</summary>
    [Parameter] public EventCallback<Spread> OnSpread { get; set; }

    private string? Typed { get; set; }

    private bool HasWeights => Mapping.Spread.Mode is SpreadMode.ByWeight or SpreadMode.LastOwner;

    private Task ChangeAsync(Spread spread) => OnSpread.InvokeAsync(spread);

    private Task AddAsync()
    {
        var typed = (Typed ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Typed = null;
        return AddAsync(typed);
    }

    private Task AddAsync(IEnumerable<string> names) => ChangeAsync(Mapping.Spread with
    {
        Accounts = [.. Mapping.Spread.Accounts, .. names.Except(Mapping.Spread.Accounts.Select(x => x.Name)).Select(x => new SpreadAccount(x))],
    });

    private Task RemoveAsync(SpreadAccount account) => ChangeAsync(Mapping.Spread with { Accounts = [.. Mapping.Spread.Accounts.Where(x => x != account)] });

    private Task WeighAsync(SpreadAccount account, string? value)
    {
        var weight = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, SpreadAccount.MostWeight) : account.Weight;
        return ChangeAsync(Mapping.Spread with { Accounts = [.. Mapping.Spread.Accounts.Select(x => x == account ? x with { Weight = weight } : x)] });
    }
}
