using System.Globalization;
using System.Text.Json.Nodes;

namespace Sandbox.Wshoto;

/// <summary>Messages and explanations of the seeded templates: together every material type, child type, send form and poster mark.</summary>
public static class WshotoSeedMaterials
{
    private static readonly string[] Titles =
    [
        "春季新品上线，{客户昵称}，为您预留了专属体验名额，回复“体验”即可领取。",
        "您好，您关注的商品今天到货啦！\n前 100 名下单再减 30 元。",
        "会员日倒计时 3 天：积分翻倍，到店另有好礼。",
        "Hi {customer}, your spring catalogue is ready. Reply 1 to get it.",
        "周五晚八点直播间见，点击下方小程序预约提醒。",
        "感谢一路陪伴！完成一分钟问卷，送您 20 元无门槛券。",
    ];

    private static readonly string[] Words =
    [
        "请在今天 18:00 前完成触达，客户有疑问时转给值班店长。",
        "先看附件中的商品卖点，再逐一跟进；优先联系近 7 天有互动的客户。",
        "群发后请留意群内反馈，两小时内回复。",
        "Please follow up within two working days and note the answer in the remark.",
    ];

    /// <summary>Every type once, and type 12 with each child type: 14 materials.</summary>
    public static JsonArray All(long firstId) =>
        [.. Enumerable.Range(1, 11).Select(x => (Type: x, Child: 0)).Concat([(Type: 12, Child: 1), (Type: 12, Child: 2), (Type: 12, Child: 3)]).Select((x, i) => Material(firstId + i, x.Type, x.Child, i))];

    /// <summary>The message of template number <paramref name="n"/>.</summary>
    public static JsonObject Message(int n)
    {
        var wrap = new JsonObject { ["materials"] = Some(n, 1 + n % 4) };
        // The seed's example has verbal_type, its table verbal_title.
        if (n % 3 != 1) wrap["verbal_title"] = Titles[n % Titles.Length];
        if (n % 3 != 0) wrap["verbal_type"] = 1 + n % 2;
        return wrap;
    }

    /// <summary>The explanation of template number <paramref name="n"/>.</summary>
    public static JsonObject Explain(int n) => new()
    {
        ["content"] = n % 5 == 4 ? "" : Words[n % Words.Length],
        ["materials"] = n % 2 == 0 ? Some(n + 5, n % 3) : new JsonArray(),
    };

    /// <summary>One material.</summary>
    public static JsonObject Material(long id, int type, int child, int n)
    {
        var material = new JsonObject
        {
            ["id"] = id,
            ["type"] = type,
            ["send_type"] = 1 + n % 2,
            ["combination_id"] = n % 3 == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"cmb_{id * 7919 % 1_000_000:x8}"),
            ["package_config_id"] = n % 4 == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"pkg_{1 + n % 6}"),
            ["is_poster"] = type == 1 || (type == 3 && n % 2 == 0),
        };
        if (type == 12) material["act_child_type"] = child;
        else if (n % 2 == 0) material["act_child_type"] = 0;
        if (n % 2 == 1) material["uuid"] = string.Create(CultureInfo.InvariantCulture, $"{id * 104729:x16}");
        return material;
    }

    private static JsonArray Some(int n, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (n * 5 + i * 3) % 14).Select((x, i) => Material(80_000 + n * 10 + i, Math.Min(x + 1, 12), x >= 11 ? x - 10 : 0, n + i))];
}
