using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Dashboard.Tests.Support;

/// <summary>Damages JSON at random: types swapped, members dropped or invented, deep nesting, huge arrays, odd texts and numbers. The same seed damages alike.</summary>
public sealed partial class JsonMutations(int seed)
{
    private static readonly string[] Oddities =
    [
        "null", "true", "false", "0", "-1", "1e400", "-0.0", "12345678901234567890123", "9223372036854775807", "253402300800", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"\\udfff\\ud83d\"",
        "\"<script>alert(1)</script>\"", "\"1254676189925432389\"", "\"true\"", "\"{\\\"a\\\":[\"", "[]", "{}", "[[]]", "[null]", "{\"\":null}", "[{}]", "\"~\"", "\"25~\"", "\",,,\"",
    ];

    private readonly Random random = new(seed);

    /// <summary>Damages a JSON text in one to four places; now and then it is no JSON afterwards.</summary>
    public string Damage(string json)
    {
        var root = JsonNode.Parse(json)!;
        for (var n = random.Next(1, 5); n > 0; n--) Change(root);
        // "@@" texts stand for what JsonNode does not hold: odd numbers, halves of surrogate pairs, great depth.
        var text = Raw().Replace(root.ToJsonString(), x => Unfold(x.Groups[1].Value, x.Groups[2].Value));
        return random.Next(40) == 0 ? text[..random.Next(text.Length)] : text;
    }

    [GeneratedRegex("\"@@([odh])([0-9]+)\"")]
    private static partial Regex Raw();

    private static string Unfold(string kind, string number)
    {
        var n = int.Parse(number, CultureInfo.InvariantCulture);
        return kind switch
        {
            "o" => Oddities[n],
            "d" => string.Concat(Enumerable.Repeat("{\"a\":[", n / 2)) + "1" + string.Concat(Enumerable.Repeat("]}", n / 2)),
            _ => "[" + string.Join(',', Enumerable.Range(0, n).Select(x => $$"""{"id":{{x}},"type":{{x % 14}},"tag_id":"t{{x}}"}""")) + "]",
        };
    }

    private void Change(JsonNode root)
    {
        var all = Parents(root).ToList();
        var parent = all[random.Next(all.Count)];
        switch (parent)
        {
            case JsonObject { Count: > 0 } members:
                var name = members.ElementAt(random.Next(members.Count)).Key;
                switch (random.Next(6))
                {
                    case 0: members.Remove(name); break;
                    case 1: members["unknown_" + random.Next(9)] = New(); break;
                    case 2: members[name] = Swapped(members[name]); break;
                    case 3: (members[name], members["\ud83d\ude00"]) = (New(), members[name]?.DeepClone()); break;
                    default: members[name] = New(); break;
                }
                break;
            case JsonArray { Count: > 0 } items:
                var at = random.Next(items.Count);
                if (random.Next(3) == 0) items.RemoveAt(at);
                else if (random.Next(3) == 0) items.Add(items[at]?.DeepClone());
                else items[at] = New();
                break;
            case JsonObject members:
                members["unknown"] = New();
                break;
            case JsonArray items:
                items.Add(New());
                break;
        }
    }

    private JsonNode? New() => random.Next(30) switch
    {
        0 => $"@@d{random.Next(2, 1200)}",
        1 => $"@@h{random.Next(1, 400)}",
        _ => $"@@o{random.Next(Oddities.Length)}",
    };

    // The same content as another type.
    private static JsonNode? Swapped(JsonNode? value) => value switch
    {
        JsonObject members => new JsonArray(members.DeepClone()),
        JsonArray { Count: > 0 } items => items[0]?.DeepClone(),
        JsonArray => new JsonObject(),
        JsonValue text when text.TryGetValue<string>(out var written) => long.TryParse(written, out var number) ? number : new JsonArray(written),
        JsonValue other => other.ToJsonString(),
        _ => new JsonObject(),
    };

    private static IEnumerable<JsonNode> Parents(JsonNode? node) => node switch
    {
        JsonObject members => [members, .. members.SelectMany(x => Parents(x.Value))],
        JsonArray items => [items, .. items.SelectMany(Parents)],
        _ => [],
    };
}
