using System.Text.Json;
using System.Text.Json.Nodes;
using Bunit;
using Dashboard.Features.Templates;
using Sandbox.Wshoto;

namespace Dashboard.Tests.Features.Templates;

/// <summary>Conditions that went wrong in every way: read and shown, or kept raw, and never an exception.</summary>
public sealed class TargetingFuzzTests : TargetingTest
{
    private static readonly string[] Seeds = 
    [
        // What is nested too deep for a JsonNode, or gives a member twice, is left to tests of its own.
        .. WshotoSeedTargeting.All.Where(x => x.Name is not ("嵌套极深的条件" or "逗号文本代替列表")).Select(x => x.Text).OfType<string>().Where(x => x.StartsWith('{') && x.EndsWith('}')),
    ];

    private static readonly string[] Oddities =
    [
        "null", "true", "false", "0", "-1", "1e400", "12345678901234567890", "1.5", "\"\"", "\" \"", "\"ALL\"", "\"~\"", "\"0~-1\"", "\"\\u0000\"", "\"\\ud800\"", "\"{0}{99}\"", "[]", "{}", "[[]]", "[{}]",
        "[null,1,\"a\",{\"tag_id\":[]},[[1]]]", "{\"tag_id\":{},\"tag_name\":[1]}", "{\"operator\":3,\"tag_list\":3}", "{\"start_time\":99999999999999,\"end_time\":-5}", "\"{\\\"a\\\":1}\"",
    ];

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void A_mutated_text_is_always_read_or_kept(int seed)
    {
        var random = new Random(seed);
        for (var n = 0; n < 1_000; n++)
        {
            var text = Mutated(random);

            var targeting = TargetingReader.Read(text, random.Next(0, 5), Time.GetUtcNow());

            Assert.True(targeting.Readable || string.IsNullOrWhiteSpace(text) || targeting.Raw!.Length > 0, text);
            Assert.Equal(targeting.Conditions.AllCustomers, targeting.Rows.Any(x => x is { Field: "is_all_customer", Values: ["true"] }));
        }
    }

    [Theory, InlineData(11, "en"), InlineData(12, "zh-CN")]
    public void A_mutated_text_is_always_shown_with_the_raw_text_at_hand(int seed, string language)
    {
        var random = new Random(seed);
        for (var n = 0; n < 100; n++)
        {
            var text = Mutated(random);

            var view = Show(language, text, random.Next(0, 5));

            Assert.True(view.FindAll("pre").Count > 0 || string.IsNullOrWhiteSpace(text), text);
        }
    }

    private static string Mutated(Random random)
    {
        var root = JsonNode.Parse(Seeds[random.Next(Seeds.Length)])!;
        for (var times = random.Next(1, 5); times > 0; times--) Mutate(random, root);
        // JsonNode writes half a surrogate pair as a replacement character: the pair is put in afterwards.
        var text = root.ToJsonString().Replace("\"@half\"", "\"\\ud800\"", StringComparison.Ordinal).Replace("\"@huge\"", "1e400", StringComparison.Ordinal);
        return random.Next(12) switch
        {
            0 => text[..random.Next(text.Length)],
            1 => JsonSerializer.Serialize(text),
            2 => $"[{text}]",
            3 => text.Replace(':', random.Next(2) == 0 ? ',' : ':'),
            _ => text,
        };
    }

    private static void Mutate(Random random, JsonNode root)
    {
        var node = Pick(random, root);
        if (node is JsonArray array)
        {
            if (array.Count > 0 && random.Next(3) == 0) array.RemoveAt(random.Next(array.Count));
            else if (random.Next(20) == 0) for (var i = 0; i < 2_000; i++) array.Add(i);
            else array.Add(Odd(random));
        }
        else if (node is JsonObject record)
        {
            var name = record.Count == 0 || random.Next(4) == 0 ? "extra" + random.Next(3) : record.ElementAt(random.Next(record.Count)).Key;
            if (random.Next(4) == 0) record.Remove(name);
            else record[name] = random.Next(20) == 0 ? Deep(random.Next(1, 60)) : Odd(random);
        }
    }

    private static JsonNode Pick(Random random, JsonNode node)
    {
        JsonNode[] inner = [.. (node switch { JsonObject record => record.Select(x => x.Value), JsonArray array => array, _ => [] }).OfType<JsonNode>().Where(x => x is JsonObject or JsonArray)];
        return inner.Length == 0 || random.Next(3) == 0 ? node : Pick(random, inner[random.Next(inner.Length)]);
    }

    private static JsonNode? Odd(Random random) => Oddities[random.Next(Oddities.Length)] switch
    {
        "1e400" => "@huge",
        "\"\\ud800\"" => "@half",
        var text => JsonNode.Parse(text),
    };

    private static JsonNode Deep(int depth)
    {
        JsonNode node = new JsonArray();
        for (var i = 0; i < depth; i++) node = i % 2 == 0 ? new JsonArray(node) : new JsonObject { ["a"] = node };
        return node;
    }
}
