namespace Sandbox.Wshoto;

/// <summary>What stands in <c>filter_range_info</c> of the seeded templates: every field of the seed document's tables, and every way in which it can be strange.</summary>
public static class WshotoSeedTargeting
{
    /// <summary>Name of the template, its <c>filter_type</c> and the text.</summary>
    public static readonly IReadOnlyList<(string Name, int FilterType, string? Text)> All =
    [
        ("三月新客首单礼", 3,
            """{"add_user_range":{"user_id_list":["zhangwei","lina","wang.fang"],"dept_id_list":[12,35],"user_tags":[{"tag_id":"et_01","tag_name":"销售"},{"tag_id":"et_02","tag_name":"导购"}]},"add_time_range":{"start_time":1772294400,"end_time":1774972799},"include_tags":{"operator":1,"tag_list":[{"tag_id":"ct_vip","tag_name":"VIP","tag_type":1},{"tag_id":"ct_gold","tag_name":"金卡会员","tag_type":1}]},"exclude_tags":{"operator":1,"tag_list":[{"tag_id":"ct_lost","tag_name":"已流失","tag_type":2}]},"locations":[{"region_code":"110101","region_remark":"北京市,北京市,东城区"},{"region_code":"310115","region_remark":"上海市,上海市,浦东新区"}],"chat_list":[{"chat_id":"wr_chat_001","chat_name":"北京东城福利群"}],"sex":"F","age_range":"25~30","remark_key_words":["闺蜜","孕期"],"description_key_words":["敏感肌"],"is_all_customer":false,"is_all_customer_group":false}"""),
        ("全部客户新春问候", 3, """{"sex":"ALL","age_range":"","include_tags":{"operator":1,"tag_list":[]},"exclude_tags":null,"locations":[],"chat_list":[],"remark_key_words":[],"description_key_words":[],"is_all_customer":true,"is_all_customer_group":false}"""),
        ("同时是 VIP 与复购的客户", 3, """{"include_tags":{"operator":2,"tag_list":[{"tag_id":"ct_vip","tag_name":"VIP","tag_type":1},{"tag_id":"ct_again","tag_name":"复购","tag_type":1}]},"sex":"M","age_range":"31~45","is_all_customer":false}"""),
        ("未打标签的客户补标签", 3, """{"include_tags":{"operator":3,"tag_list":[]},"add_user_range":{"dept_id_list":["88"]},"is_all_customer":false}"""),
        ("且或标签：高净值或企业主", 3, """{"include_tags":{"operator":4,"tag_list":[{"tag_id":"bt_701","tag_name":"资产 50 万以上","tag_type":3,"strategy_id":9001},{"tag_id":"bt_702","tag_name":"企业主","tag_type":3,"strategy_id":9002},{"tag_id":"pt_33","tag_name":"我的重点","tag_type":2}]},"exclude_tags":{"operator":2,"tag_list":[{"tag_id":"ct_deny","tag_name":"免打扰","tag_type":1},{"tag_id":"ct_comp","tag_name":"投诉中","tag_type":1}]},"sex":"UNKNOW","is_all_customer":false}"""),
        ("广东江浙门店回访", 3, """{"locations":[{"region_code":"440000","region_remark":"广东省"},{"region_code":"330100","region_remark":"浙江省,杭州市"},{"region_code":"320505","region_remark":"江苏省,苏州市,虎丘区"},{"region_code":"","region_remark":"海外"}],"sex":"ALL","is_all_customer":false}"""),
        ("备注含“意向”的客户", 3, """{"remark_key_words":["意向","报价"],"description_key_words":["学区房","三居"],"add_time_range":{"start_time":1767196800},"is_all_customer":false}"""),
        ("仅限群成员", 3, """{"chat_list":[{"chat_id":"wr_chat_001","chat_name":"北京东城福利群"},{"chat_id":"wr_chat_002","chat_name":""},{"chat_id":"wr_chat_003"}],"age_range":"18~","is_all_customer":false}"""),
        ("所有群周末晚安", 1, """{"is_all_customer":false,"is_all_customer_group":true}"""),
        ("指定群主的福利群", 1, """{"group_owner_range":{"user_id_list":["zhangwei","chenjie"],"dept_id_list":[12],"user_tags":[{"tag_id":"et_03","tag_name":"店长"}]},"group_name_list":["福利","秒杀"],"include_tags":{"operator":1,"tag_list":[{"tag_id":"gt_01","tag_name":"活跃群"}]},"chat_id_list":["wr_chat_001","wr_chat_002"],"is_all_customer":false,"is_all_customer_group":false}"""),
        ("群名含“老客”的群", 1, """{"group_name_list":["老客"],"include_tags":{"operator":2,"tag_list":[{"tag_id":"gt_01","tag_name":"活跃群"},{"tag_id":"gt_02","tag_name":"已满员"}]},"is_all_customer_group":false}"""),
        ("指定群聊的通知", 1, """{"chat_id_list":["wr_chat_011","wr_chat_012","wr_chat_013"],"group_owner_range":{},"is_all_customer_group":false}"""),
        ("双全开关：客户与群", 1, """{"is_all_customer":true,"is_all_customer_group":true}"""),
        ("筛选范围为空", 3, ""),
        ("筛选范围缺失", 1, null),
        ("筛选范围不是 JSON", 3, "test_a08e263134a8"),
        ("筛选范围是数组", 3, """[{"tag_id":"ct_vip","operator":1},["nested",2]]"""),
        ("筛选范围带未知字段", 3, """{"sex":"F","age_range":"20~25","membership_level":["L3","L4"],"last_order":{"days":30,"min_amount":"199.00"},"is_all_customer":false}"""),
        ("筛选范围类型错乱", 3, """{"add_user_range":[],"add_time_range":"2026-03","include_tags":{"operator":"9","tag_list":{"tag_id":"ct_vip"}},"locations":"北京","sex":1,"age_range":25,"remark_key_words":"意向","is_all_customer":"true"}"""),
        ("只有未知字段", 1, """{"rule_version":3,"expression":"A && (B || C)"}"""),
        ("自相矛盾：同一标签", 3, """{"include_tags":{"operator":2,"tag_list":[{"tag_id":"ct_vip","tag_name":"VIP","tag_type":1}]},"exclude_tags":{"operator":1,"tag_list":[{"tag_id":"ct_vip","tag_name":"VIP","tag_type":1}]},"is_all_customer":false}"""),
        ("自相矛盾：时间与年龄倒置", 3, """{"add_time_range":{"start_time":1774915199,"end_time":1772323200},"age_range":"40~30","is_all_customer":false}"""),
        ("空条件", 3, """{"is_all_customer":false,"is_all_customer_group":false}"""),
        ("毫秒时间的条件", 3, """{"add_time_range":{"start_time":1772323200000,"end_time":"1774915199000"},"sex":"F","is_all_customer":"0"}"""),
        ("截断的筛选范围", 3, """{"sex":"F","age_range":"20~25","include_tags":{"operator":1,"tag_li"""),
        ("指定客户名单 · 大客户", 4, ""),
        ("指定客户名单 · 体验官", 4, null),
        ("指定客户群名单 · 城市群", 2, ""),
        ("指定客户群名单 · 校园群", 2, "{}"),
        ("四十二个标签的客户", 3, $$"""{"include_tags":{"operator":1,"tag_list":[{{string.Join(',', Enumerable.Range(1, 42).Select(x => $$"""{"tag_id":"bt_{{800 + x}}","tag_name":"兴趣 {{x:D2}}","tag_type":3,"strategy_id":{{9000 + x % 5}}}"""))}}]},"is_all_customer":false}"""),
        ("双重编码的条件", 3, "\"{\\\"sex\\\":\\\"M\\\",\\\"age_range\\\":\\\"18~\\\",\\\"is_all_customer\\\":false}\""),
        ("尚未开始的添加时间", 3, """{"add_time_range":{"start_time":4102416000,"end_time":4105094399},"is_all_customer":false}"""),
        ("客户筛选里有群条件", 3, """{"sex":"F","group_name_list":["福利"],"group_owner_range":{"user_id_list":["lina"]},"is_all_customer_group":true}"""),
        ("群筛选里有客户条件", 1, """{"group_name_list":["福利"],"sex":"F","age_range":"20~30","exclude_tags":{"operator":1,"tag_list":[{"tag_id":"ct_vip","tag_name":"VIP"}]}}"""),
        ("既要又不要：无标签", 3, """{"include_tags":{"operator":3,"tag_list":[{"tag_id":"ct_vip","tag_name":"VIP"}]},"exclude_tags":{"operator":3},"is_all_customer":false}"""),
        ("标签部分重叠且重复", 3, """{"include_tags":{"operator":1,"tag_list":[{"tag_id":"ct_vip","tag_name":"VIP"},{"tag_id":"ct_gold","tag_name":"金卡"},{"tag_id":"ct_vip","tag_name":"VIP"}]},"exclude_tags":{"operator":1,"tag_list":[{"tag_id":"ct_vip","tag_name":"VIP"}]},"age_range":"18~180"}"""),
        ("全部客户却有条件", 3, """{"is_all_customer":true,"sex":"F","locations":[{"region_code":"460000","region_remark":"海南省"}]}"""),
        ("嵌套极深的条件", 3, $$"""{"sex":"F","nested":{{string.Concat(Enumerable.Repeat("[", 90))}}{{new string(']', 90)}}}"""),
        ("逗号文本代替列表", 3, """{"remark_key_words":"意向,报价，学区房","add_user_range":{"user_id_list":"lina,bo","dept_id_list":12},"sex":"F","sex":"M"}"""),
    ];
}
