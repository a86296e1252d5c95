using System.Globalization;
using System.Text.Json.Nodes;

namespace Sandbox.Wshoto;

/// <summary>The templates that exist from the start: the same ones each time, created in the weeks before.</summary>
public static class WshotoSeed
{
    /// <summary>Id of the seed document's request: beyond 2^53.</summary>
    public const long LongId = 1254676189925432389;

    private static readonly string[] Creators = ["zhangwei", "lina", "wang.fang", "chenjie", "openapi_bot"];
    private static readonly string[] Names = ["到店礼提醒", "会员日预热", "直播预约", "新品试用", "老客唤醒", "问卷回访", "积分到期提醒", "Spring catalogue", "群内秒杀", "生日关怀"];
    private static readonly int[] Statuses = [2, 3, 2, 0, 3, 4, 1, 3, -1, 2];

    /// <summary>Makes them.</summary>
    /// <param name="now">The sandbox's start (UTC).</param>
    public static IReadOnlyList<WshotoTemplate> Make(DateTimeOffset now)
    {
        var targeting = WshotoSeedTargeting.All;
        var templates = new List<WshotoTemplate> { Everything(now) };
        for (var n = 0; n < 58; n++)
        {
            var given = n < targeting.Count ? targeting[n] : default;
            var filter = given.Name is null ? 1 + n % 4 : given.FilterType;
            var status = Statuses[n % Statuses.Length];
            templates.Add(new WshotoTemplate
            {
                Id = LongId - 1_000_003L * (n + 1),
                Name = given.Name ?? string.Create(CultureInfo.InvariantCulture, $"{Names[n % Names.Length]} {n + 1:D2}"),
                Type = n % 7 == 3 ? 3 : filter is 1 or 2 ? 2 : 1,
                Priority = 1 + n % 7,
                Creator = Creators[n % Creators.Length],
                DelayType = 1 + n % 2,
                CreatedAt = now.AddHours(-(9 + n * 47)),
                Status = status,
                TaskMode = 1 + n % 5 / 4,
                ExtType = n % 3 == 0 ? null : n % 3,
                Source = 1 + n % 3,
                ErrorInfo = status == -1 ? "素材 80012 已失效，请重新选择后再创建" : "",
                FilterType = filter,
                FilterRangeInfo = given.Name is not null ? given.Text : filter is 2 or 4 ? "" : targeting[n % 2 == 0 ? 2 : filter == 1 ? 9 : 0].Text,
                Explain = WshotoSeedMaterials.Explain(n),
                VerbalWrap = WshotoSeedMaterials.Message(n),
                Milliseconds = n == 5,
                Employees = filter is 2 or 4 || status is 2 or 3 ? 8 + n * 13 % 33 : 0,
            });
        }
        templates.Add(Unknown(now));
        return templates;
    }

    private static WshotoTemplate Everything(DateTimeOffset now) => new()
    {
        Id = LongId, Name = "春季大促全素材示例", Type = 1, Priority = 3, Creator = "zhangwei", DelayType = 2, CreatedAt = now.AddHours(-5), Status = 2,
        TaskMode = 1, ExtType = 1, Source = 2, FilterType = 3, FilterRangeInfo = WshotoSeedTargeting.All[0].Text, Employees = 24,
        Explain = new JsonObject { ["content"] = "所有素材类型各一条，按顺序发送。\n活动素材：拼团、秒杀、抽奖。", ["materials"] = new JsonArray(WshotoSeedMaterials.Material(80901, 1, 0, 0), WshotoSeedMaterials.Material(80902, 7, 0, 1)) },
        VerbalWrap = new JsonObject { ["verbal_title"] = "春天到了，{客户昵称}！\n新品、好券、拼团与抽奖都在这里，点开看看吧。", ["verbal_type"] = 1, ["materials"] = WshotoSeedMaterials.All(80801) },
    };

    // Nothing in it that the document knows.
    private static WshotoTemplate Unknown(DateTimeOffset now) => new()
    {
        Id = 21, Name = "未知取值示例", Type = 9, Priority = 12, Creator = "test_d82e59962f3a", DelayType = 7, CreatedAt = now.AddDays(-40), Status = 42,
        TaskMode = 8, ExtType = 99, Source = 11, FilterType = 6, FilterRangeInfo = """{"anything":[1,"二",{"three":true}]}""",
        Explain = new JsonArray(),
        VerbalWrap = new JsonObject { ["verbal_type"] = 77, ["materials"] = new JsonArray(new JsonObject { ["id"] = "47", ["type"] = 31, ["act_child_type"] = 5, ["send_type"] = 6, ["is_poster"] = "maybe" }, WshotoSeedMaterials.Material(48, 12, 8, 1)) },
    };
}
