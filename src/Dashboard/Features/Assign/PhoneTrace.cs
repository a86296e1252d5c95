using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dashboard.Features.Assign;

/// <summary>Finds a phone in what is stored, however it was written there, and takes it out.</summary>
/// <param name="phone">Digits, country code first.</param>
internal sealed class PhoneTrace(string phone)
{
    /// <summary>Whether a text holds the phone; spaces, dashes, brackets and points between its digits do not count.</summary>
    public bool IsIn(string? text)
    {
        if (text is null || text.Length < phone.Length) return false;
        var run = new StringBuilder();
        foreach (var x in text)
        {
            if (char.IsAsciiDigit(x)) run.Append(x);
            else if (x is >= '０' and <= '９') run.Append((char)(x - '０' + '0'));
            else if (!IsBetween(x)) run.Append('|');
        }
        return run.ToString().Contains(phone, StringComparison.Ordinal);
    }

    /// <summary>Whether one of the cells, a JSON array, holds it.</summary>
    public bool IsInCells(string cellsJson) => Cells(cellsJson).Any(IsIn);

    /// <summary>As many cells, all empty.</summary>
    public static string Emptied(string cellsJson) => JsonSerializer.Serialize(Cells(cellsJson).Select(_ => ""));

    /// <summary>The orders without the phone and name of those that hold the phone; null when none does.</summary>
    public string? WithoutOrdersOf(string ordersJson)
    {
        if (JsonNode.Parse(ordersJson) is not JsonArray orders) return null;
        var found = false;
        foreach (var order in orders.OfType<JsonObject>().Where(x => IsIn((string?)x["phone_number"])))
        {
            found = true;
            (order["phone_number"], order["username"]) = ("", "");
        }
        return found ? orders.ToJsonString() : null;
    }

    private static string[] Cells(string cellsJson) => JsonSerializer.Deserialize<string[]>(cellsJson) ?? [];

    private static bool IsBetween(char x) => char.IsWhiteSpace(x) || x is '-' or '－' or '–' or '(' or ')' or '（' or '）' or '.' or '·' || CellText.Invisible.Contains(x);
}
