using Bunit;
using Dashboard.Features.Templates;
using Dashboard.Tests.Support;
using Dashboard.Upstream.Wshoto;

namespace Dashboard.Tests.Features.Templates;

public sealed class MessageViewTests : TemplateComponentTest
{
    private const string Items = "[data-material-type]";

    [Theory]
    [InlineData("en", "tracked link", "marked as poster")]
    [InlineData("zh-CN", "轨迹形式", "海报图片")]
    public async Task The_message_is_the_title_and_then_its_materials_in_order(string language, string sendForm, string poster)
    {
        Speak(language);
        var view = Show((await Rig.Queries.FindAsync(TemplateRig.LongId, anew: false, CancellationToken.None)).Template);

        Assert.StartsWith("春天到了，{客户昵称}！\n新品", view.Find(".bubble").TextContent, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(80801, 14).Select(x => $"{x}"), view.FindAll(Items + " [data-member=id] .mono").Select(x => x.TextContent));
        Assert.Contains(sendForm, view.Find(Items + " > .caption").TextContent, StringComparison.Ordinal);
        Assert.Contains(poster, view.Find(Items + " > .caption").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hi {customer}, {a}{b}!", "{customer}|{a}|{b}")]
    [InlineData("春天到了，{客户昵称}！", "{客户昵称}")]
    [InlineData("{}, {two\nlines}, { and }", "{ and }")]
    [InlineData("""{"json":1}""", "")]
    public void Placeholders_stand_out_and_the_text_stays_exact(string text, string variables)
    {
        var bubble = Show(new() { Id = 1, ScriptTitle = text }).Find(".bubble");

        Assert.Equal(variables, string.Join('|', bubble.QuerySelectorAll("mark").Select(x => x.TextContent)));
        Assert.Equal(text, bubble.TextContent);
    }

    [Fact]
    public void Each_type_has_a_shape_of_its_own()
    {
        var view = Show(Of([.. Enumerable.Range(1, 13).Select(x => new WshotoMaterial { Id = x, Type = x })]));

        Assert.Equal(
            ["poster", "words", "picture", "article", "voice", "video", "file", "mini", "article", "coupon", "goods", "activity", "unknown"],
            view.FindAll(".piece").Select(x => x.ClassList.Single(c => c.StartsWith("piece-", StringComparison.Ordinal))["piece-".Length..]));
    }

    [Theory]
    [InlineData("en", 5, 2, "Voice", "sent plainly · child type not documented here (2)")]
    [InlineData("en", 12, 2, "Activity · Flash sale", "sent plainly")]
    [InlineData("en", 12, 9, "Activity · unknown (9)", "sent plainly")]
    [InlineData("en", 12, null, "Activity", "sent plainly")]
    [InlineData("en", 5, 0, "Voice", "sent plainly")]
    [InlineData("zh-CN", 5, 2, "语音", "普通形式 · 子类型 此处无说明（2）")]
    [InlineData("zh-CN", 12, 3, "活动 · 抽奖", "普通形式")]
    public void A_child_type_has_a_meaning_only_in_an_activity(string language, int type, int? child, string title, string remarks)
    {
        Speak(language);
        var item = Show(Of(new WshotoMaterial { Id = 1, Type = type, ChildType = child, SendType = 2 })).Find(Items);

        Assert.Equal((title, remarks), (item.QuerySelector("strong")!.TextContent, item.QuerySelector(".caption")!.TextContent));
    }

    [Theory]
    [InlineData("en", 7, "send form unknown (7)")]
    [InlineData("en", null, "send form not given")]
    [InlineData("zh-CN", 7, "发送形式 未知（7）")]
    [InlineData("zh-CN", null, "未注明发送形式")]
    public void A_send_form_that_is_unknown_or_missing_says_so(string language, int? form, string remark)
    {
        Speak(language);

        Assert.Equal(remark, Show(Of(new WshotoMaterial { Type = 1, SendType = form })).Find(Items + " > .caption").TextContent);
    }

    [Fact]
    public void A_material_without_a_type_is_shown_with_what_it_has()
    {
        var item = Show(Of(new WshotoMaterial { Others = new Dictionary<string, string> { [""] = "\"80801\"" } })).Find("li.material");

        Assert.Equal("Material without a type", item.QuerySelector("strong")!.TextContent);
        Assert.Equal(["As Wshoto gives it \"80801\""], item.QuerySelectorAll(".id").Select(x => $"{x.QuerySelector("dt")!.TextContent} {x.QuerySelector(".mono:not(dt)")!.TextContent}"));
    }

    [Fact]
    public void Ids_are_exact_and_each_can_be_copied()
    {
        var view = Show(Of(
            new WshotoMaterial { Id = 9007199254740993, Uuid = "u-1", Type = 3, CombinationId = "cmb_1", PackageConfigId = "pkg_1" }, new WshotoMaterial { Id = 2, Type = 3 }));

        var buttons = view.FindAll("[data-copy]");
        Assert.Equal(["9007199254740993", "u-1", "cmb_1", "pkg_1", "2"], buttons.Select(x => view.Find("#" + x.GetAttribute("data-copy")).TextContent));
        Assert.Equal(buttons.Count, buttons.Select(x => x.GetAttribute("data-copy")).Distinct().Count());
        Assert.All(buttons, x => Assert.Equal("Copied", x.GetAttribute("data-copied")));
    }

    [Fact]
    public void Members_that_are_not_documented_show_raw_and_a_very_long_one_is_cut()
    {
        var view = Show(Of(new WshotoMaterial { Id = 1, Type = 7, Others = new Dictionary<string, string> { ["size"] = "[1,2]", ["blob"] = new('x', 5_000) } }));

        Assert.Equal("size [1,2]", string.Join(' ', view.FindAll("[data-member=size] .mono").Select(x => x.TextContent)));
        Assert.Equal(1_001, view.FindAll("[data-member=blob] .mono")[1].TextContent.Length);
    }

    [Fact]
    public void A_text_that_an_answer_carries_shows_as_the_text()
    {
        var view = Show(Of(new WshotoMaterial { Id = 1, Type = 2, Others = new Dictionary<string, string> { ["content"] = "\"Dear {customer}\\nhello\"" } }));

        Assert.Equal("Dear {customer}\nhello", view.Find(".piece-text").TextContent);
        Assert.Equal("{customer}", view.Find(".piece-text mark").TextContent);
    }

    [Fact]
    public void Neighbours_of_one_combination_are_framed_and_keep_the_order()
    {
        WshotoMaterial[] materials =
        [
            new() { Id = 1, Type = 1, CombinationId = "a" }, new() { Id = 2, Type = 2, CombinationId = "a" }, new() { Id = 3, Type = 3 }, new() { Id = 4, Type = 4, CombinationId = "a" },
        ];
        var view = Show(Of(materials));

        Assert.Equal(["1", "2", "3", "4"], view.FindAll(Items).Select(x => x.GetAttribute("data-material-type")));
        Assert.Equal("1 2", string.Join(' ', Assert.Single(view.FindAll(".combination")).QuerySelectorAll(Items).Select(x => x.GetAttribute("data-material-type"))));
        Assert.Equal("Combination of 2 a", view.Find(".combination-title").TextContent.Replace("stacks", "", StringComparison.Ordinal).Trim());
    }

    [Fact]
    public async Task Of_very_many_materials_the_first_show_until_all_are_asked_for()
    {
        var view = Show(Of([.. Enumerable.Range(1, 3_000).Select(x => new WshotoMaterial { Id = x, Type = 1 })]));
        Assert.Equal(100, view.FindAll(Items).Count);
        Assert.Equal("Show all 3,000 materials", view.Find("[data-testid=materials-all]").TextContent);

        await view.ClickOnAsync("[data-testid=materials-all]");

        Assert.Equal(3_000, view.FindAll(Items).Count);
        Assert.Empty(view.FindAll("[data-testid=materials-all]"));
    }

    [Theory, InlineData("en", "The template has no message."), InlineData("zh-CN", "此模板没有消息内容。")]
    public void No_message_is_said(string language, string text)
    {
        Speak(language);

        Assert.Equal(text, Show(new() { Id = 1 }).Find("[data-testid=template-materials]").TextContent.Trim());
    }

    [Theory, InlineData("en", "Only the employee sees this."), InlineData("zh-CN", "仅员工可见。")]
    public void An_explanation_is_marked_as_for_the_employee_only(string language, string text)
    {
        Speak(language);
        var view = Render<ExplanationView>(p => p.Add(x => x.Template, new() { Id = 1, Explanation = "Call {customer}\ntoday", ExplanationMaterials = [new() { Id = 7, Type = 7 }] }));

        Assert.Contains(text, view.Find(".private").TextContent, StringComparison.Ordinal);
        Assert.Equal("Call {customer}\ntoday", view.Find(".text").TextContent);
        Assert.Equal("7", view.Find(Items).GetAttribute("data-material-type"));
        Assert.Empty(view.FindAll("[data-testid=template-materials]"));
    }

    private static WshotoTemplateDetail Of(params WshotoMaterial[] materials) => new() { Id = 1, Materials = materials };

    private IRenderedComponent<MessageView> Show(WshotoTemplateDetail template) => Render<MessageView>(p => p.Add(x => x.Template, template));
}
