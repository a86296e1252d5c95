using System.Globalization;
using System.Text.Json.Nodes;

namespace Sandbox.Wshoto;

/// <summary>Who carries out a template and how far they are: made from its id, the same each time.</summary>
public static class WshotoExecution
{
    private static readonly string[] Users = ["zhangwei", "lina", "wang.fang", "chenjie", "liuyang", "zhaolei", "sun.min", "zhoujun", "wuting", "zhengkai"];

    // Numbers that can't be true together, unknown ones, missing ones.
    private static readonly string[] Odd =
    [
        """{"user_id":"zhangwei","status":3,"plan_target_qty":10,"followed_target_qty":15,"no_follow_target_qty":0,"complete_rate":150}""",
        """{"user_id":"lina","status":2,"plan_target_qty":"40","followed_target_qty":"30","no_follow_target_qty":"10","complete_rate":"12"}""",
        """{"user_id":"wang.fang","status":9,"plan_target_qty":-3,"followed_target_qty":null,"no_follow_target_qty":[],"complete_rate":{}}""",
        """{"user_id":"chenjie"}""",
        """{"user_id":"liuyang","status":1,"complete_rate":66.67}""",
    ];

    /// <summary>Records of the employees call; contradictory ones for a template of an unknown status.</summary>
    public static IReadOnlyList<JsonObject> Employees(WshotoTemplate template) =>
        template.Status > 4 ? [.. Odd.Select(x => JsonNode.Parse(x)!.AsObject())] : [.. Enumerable.Range(0, template.Employees).Select(i => Employee(template, i))];

    /// <summary>Records of the targets call; none for somebody who does not carry it out.</summary>
    public static IReadOnlyList<JsonObject> Targets(WshotoTemplate template, string userId)
    {
        var index = Enumerable.Range(0, template.Employees).FirstOrDefault(i => User(i) == userId, -1);
        return index < 0 ? [] : [.. Enumerable.Range(0, Plan(template, index)).Select(n => Target(template, index, n))];
    }

    private static JsonObject Employee(WshotoTemplate template, int index)
    {
        var (plan, followed) = (Plan(template, index), Followed(template, index));
        return new JsonObject
        {
            ["id"] = 700_000 + index,
            ["template_id"] = template.Id,
            ["status"] = followed == 0 ? 1 : followed < plan ? 2 : 3,
            ["user_id"] = User(index),
            ["plan_target_qty"] = plan,
            ["followed_target_qty"] = followed,
            ["no_follow_target_qty"] = plan - followed,
            ["complete_rate"] = plan == 0 ? 0 : 100 * followed / plan,
        };
    }

    private static JsonObject Target(WshotoTemplate template, int index, int number)
    {
        var done = number < Followed(template, index);
        var at = template.CreatedAt.AddHours(2 + index % 5).AddMinutes(number * 11);
        return new JsonObject
        {
            ["template_id"] = template.Id,
            ["template_type"] = template.Type,
            ["user_id"] = User(index),
            ["target_id"] = string.Create(CultureInfo.InvariantCulture, $"{(template.Type == 2 ? "wr" : "wm")}{Mix(template.Id, index * 1000 + number):x8}AAA{number:D3}"),
            ["follow_time"] = done ? at.ToUnixTimeSeconds() : null,
            ["follow_status"] = done ? 2 : 1,
        };
    }

    private static string User(int index) => index < Users.Length ? Users[index] : string.Create(CultureInfo.InvariantCulture, $"{Users[index % Users.Length]}{index / Users.Length + 1:D2}");

    private static int Plan(WshotoTemplate template, int index) => index == 7 ? 0 : index == 0 ? 130 : 3 + (int)(Mix(template.Id, index) % 58);

    private static int Followed(WshotoTemplate template, int index) => template.Status switch
    {
        <= 1 => 0,
        3 => Plan(template, index) * (index % 6 == 5 ? 8 : 10) / 10,
        _ => (int)(Plan(template, index) * (Mix(template.Id, index + 500) % 11) / 10),
    };

    private static uint Mix(long id, int n)
    {
        var x = (ulong)id * 0x9E3779B97F4A7C15UL + (ulong)(uint)n * 0xBF58476D1CE4E5B9UL;
        x ^= x >> 29;
        x *= 0x94D049BB133111EBUL;
        return (uint)(x >> 32);
    }
}
