using System.Text.Json.Nodes;
using Bunit;
using Dashboard.Features.Templates;
using Sandbox.Wshoto;

namespace Dashboard.Tests.Features.Templates;

/// <summary>Every row of the document's first table (返回值): where it stands on the page and under which label, in both languages. The nested tables have tests of their own.</summary>
public sealed class TemplateSeedTests : TemplateComponentTest
{
    private const long Id = 1254676189925432389;

    // Member, its JSON, then label and value in English and in Chinese. A place without a label is the page's heading.
    public static TheoryData<string, string, string, string, string, string> Rows => new()
    {
        { "template_id", "1254676189925432389", "", "1254676189925432389", "", "1254676189925432389" },
        { "template_name", "\"Spring 春\"", "", "Spring 春", "", "Spring 春" },
        { "template_type", "1", "Type", "Customers", "类型", "跟进客户" },
        { "template_type", "2", "Type", "Customer groups", "类型", "跟进客户群" },
        { "template_type", "3", "Type", "Super broadcast", "类型", "超级群发" },
        { "priority", "1", "Priority", "Low", "优先级", "低" },
        { "priority", "2", "Priority", "Medium", "优先级", "中" },
        { "priority", "3", "Priority", "High", "优先级", "高" },
        { "priority", "4", "Priority", "One star", "优先级", "一星" },
        { "priority", "5", "Priority", "Two stars", "优先级", "二星" },
        { "priority", "6", "Priority", "Three stars", "优先级", "三星" },
        { "priority", "7", "Priority", "Four stars", "优先级", "四星" },
        { "create_user_id", "\"zhangwei\"", "Creator", "zhangwei", "创建人", "zhangwei" },
        { "delay_type", "1", "Sending", "At once", "发送方式", "立即发送" },
        { "delay_type", "2", "Sending", "At a set time", "发送方式", "定时发送" },
        { "create_time", "1775000000", "Created", "2026-03-31 23:33:20", "创建时间", "2026-03-31 23:33:20" },
        { "update_time", "1775000001", "Changed", "2026-03-31 23:33:21", "更新时间", "2026-03-31 23:33:21" },
        { "end_time", "1775000002", "Ends", "2026-03-31 23:33:22", "结束时间", "2026-03-31 23:33:22" },
        { "send_time", "1775000003", "Sent", "2026-03-31 23:33:23", "发送时间", "2026-03-31 23:33:23" },
        { "status", "0", "", "Not started", "", "未开始" },
        { "status", "1", "", "Being created", "", "创建中" },
        { "status", "2", "", "In progress", "", "进行中" },
        { "status", "3", "", "Ended", "", "已结束" },
        { "status", "4", "", "Expired", "", "已失效" },
        { "status", "-1", "", "Failed", "", "创建失败" },
        { "task_mode", "1", "Mode", "Regular", "任务模式", "常规模式" },
        { "task_mode", "2", "Mode", "Data sync", "任务模式", "数据同步模式" },
        { "task_ext_type", "5", "Open API type", "5", "开放接口类型", "5" },
        { "source", "1", "Source", "Standard", "来源", "标准创建" },
        { "source", "2", "Source", "Open API", "来源", "开放接口创建" },
        { "source", "3", "Source", "SOP", "来源", "SOP 创建" },
        { "error_info", "\"素材已失效\"", "!", "素材已失效", "!", "素材已失效" },
        { "filter_type", "1", "Whom it is for", "conditions on groups", "目标范围", "指定条件筛选群" },
        { "filter_type", "2", "Whom it is for", "chosen groups", "目标范围", "指定客户群" },
        { "filter_type", "3", "Whom it is for", "conditions on customers", "目标范围", "指定条件筛选客户" },
        { "filter_type", "4", "Whom it is for", "chosen customers", "目标范围", "指定客户" },
        { "explain", """{"content":"call first"}""", "Explanation for the employee", "call first", "给员工的说明", "call first" },
        { "verbal_wrap", """{"verbal_title":"hello"}""", "The message", "hello", "消息内容", "hello" },
        { "filter_range_info", "\"{\\\"age_range\\\":\\\"25~30\\\"}\"", "Whom it is for", "25", "目标范围", "25" },
    };

    [Theory, MemberData(nameof(Rows))]
    public async Task A_member_of_the_document_has_its_place(string member, string json, string label, string value, string chineseLabel, string chineseValue)
    {
        Rig.Give(Rig.Template(Id));
        Rig.Wshoto.Rewrite = (call, answer) => call == WshotoCall.Detail ? With(answer, member, json) : answer;

        Speak("en");
        Assert.Contains(value, await PlaceAsync(label), StringComparison.Ordinal);
        Speak("zh-CN");
        Assert.Contains(chineseValue, await PlaceAsync(chineseLabel), StringComparison.Ordinal);
    }

    private static string With(string answer, string member, string json)
    {
        var root = JsonNode.Parse(answer)!;
        root["data"]![member] = JsonNode.Parse(json);
        return root.ToJsonString();
    }

    // The text that stands under a label: a fact, or the card of that title.
    private async Task<string> PlaceAsync(string label)
    {
        var page = Render<TemplatePage>(p => p.Add(x => x.TemplateId, Id));
        await page.WaitForStateAsync(() => page.FindAll(".fact-row").Count == 1, Generous);
        if (label.Length == 0) return page.Find(".page-header").TextContent;
        if (label == "!") return page.Find(".notice-error").TextContent;
        var fact = page.FindAll(".fact-row dt").FirstOrDefault(x => x.TextContent == label);
        return (fact?.NextElementSibling ?? page.FindAll(".card-title").First(x => x.TextContent.Contains(label, StringComparison.Ordinal)).Closest("section")!).TextContent;
    }
}
