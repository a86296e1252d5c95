using System.Text.Json.Nodes;
using Bunit;
using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

/// <summary>Every row of the document's tables of the script, the explanation and the material: where its value stands on the page, with which label.</summary>
public sealed class MaterialSeedTests : TemplateComponentTest
{
    private const string Message = "[data-testid=template-materials]";
    private const string Explanation = "[aria-labelledby=template-explain]";
    private const string Card = Message + " [data-material-type='12']";

    private static readonly JsonNode Material = JsonNode.Parse(
        """{"id":9007199254740993,"uuid":"uuid-7","type":12,"act_child_type":2,"send_type":1,"combination_id":"cmb-8","package_config_id":"pkg-9","is_poster":true}""")!;

    // Member, its place, its label or words in English and in Chinese, its value.
    public static TheoryData<string, string, string, string, string> Rows => new()
    {
        { "verbal_wrap.verbal_title", "[aria-labelledby=template-message]", "The message", "消息内容", "Dear you" },
        { "verbal_wrap.verbal_type", Message, "Script type", "话术类型", "3" },
        { "verbal_wrap.materials", Message, "Activity", "活动", "9007199254740993" },
        { "explain.content", Explanation, "Explanation for the employee", "给员工的说明", "Call first" },
        { "explain.materials", Explanation, "File", "文件", "80902" },
        { "material.id", Card + " [data-member=id]", "id", "编号", "9007199254740993" },
        { "material.uuid", Card + " [data-member=uuid]", "uuid", "uuid", "uuid-7" },
        { "material.type", Card + " strong", "Activity", "活动", "" },
        { "material.act_child_type", Card + " strong", "Flash sale", "秒杀", "" },
        { "material.combination_id", Card + " [data-member=combination_id]", "combination", "组合", "cmb-8" },
        { "material.package_config_id", Card + " [data-member=package_config_id]", "class", "分类", "pkg-9" },
        { "material.send_type", Card + " .caption", "tracked link", "轨迹形式", "" },
        { "material.is_poster", Card + " .caption", "marked as poster", "海报图片", "" },
    };

    [Theory, MemberData(nameof(Rows))]
    public async Task Every_row_has_a_label_and_a_place(string member, string place, string english, string chinese, string value)
    {
        Rig.Give(Rig.Template(5) with
        {
            VerbalWrap = new JsonObject { ["verbal_title"] = "Dear you", ["verbal_type"] = 3, ["materials"] = new JsonArray(Material.DeepClone()) },
            Explain = new JsonObject { ["content"] = "Call first", ["materials"] = new JsonArray(new JsonObject { ["id"] = 80902, ["type"] = 7 }) },
        });

        foreach (var (language, label) in new[] { ("en", english), ("zh-CN", chinese) })
        {
            Speak(language);
            var found = (await OpenAsync()).FindAll(place);

            Assert.True(found.Count > 0, $"{member} has no place");
            Assert.Contains(label, found[0].TextContent, StringComparison.Ordinal);
            Assert.Contains(value, found[0].TextContent, StringComparison.Ordinal);
        }
    }

    private async Task<IRenderedComponent<TemplatePage>> OpenAsync()
    {
        var page = Render<TemplatePage>(p => p.Add(x => x.TemplateId, 5));
        await page.WaitForStateAsync(() => page.FindAll(Message).Count > 0, Generous);
        return page;
    }
}
