using System.Text.Json;

namespace Dashboard.Tests.Sandbox;

public sealed class WshotoSeedTests(WshotoSeedTests.Seed seed) : IClassFixture<WshotoSeedTests.Seed>
{
    [Theory]
    [InlineData("filter_type", new[] { 1, 2, 3, 4 })]
    [InlineData("status", new[] { -1, 0, 1, 2, 3, 4 })]
    [InlineData("source", new[] { 1, 2, 3 })]
    [InlineData("priority", new[] { 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData("template_type", new[] { 1, 2, 3 })]
    [InlineData("delay_type", new[] { 1, 2 })]
    [InlineData("task_mode", new[] { 1, 2 })]
    public void The_seeded_templates_have_every_documented_value_and_one_that_is_not(string member, int[] documented)
    {
        var values = seed.Details.Select(x => x.GetProperty(member).GetInt32()).Distinct().ToList();

        Assert.Subset(values.ToHashSet(), documented.ToHashSet());
        Assert.Single(values.Except(documented));
    }

    [Fact]
    public void The_seeded_messages_hold_every_material_type_and_every_activity()
    {
        var materials = seed.Details.SelectMany(x => x.GetProperty("verbal_wrap").GetProperty("materials").EnumerateArray()).ToList();

        Assert.Subset(materials.Select(x => x.GetProperty("type").GetInt32()).ToHashSet(), Enumerable.Range(1, 12).ToHashSet());
        Assert.Subset(
            materials.Where(x => x.GetProperty("type").GetInt32() == 12).Select(x => x.GetProperty("act_child_type").GetInt32()).ToHashSet(), new HashSet<int> { 1, 2, 3 });
        Assert.Subset(materials.Select(x => x.GetProperty("send_type").GetInt32()).ToHashSet(), new HashSet<int> { 1, 2 });
    }

    [Fact]
    public void A_template_has_the_documents_id_of_19_digits() =>
        Assert.Contains("1254676189925432389", seed.Details.Select(x => x.GetProperty("template_id").GetRawText()));

    [Fact]
    public void The_range_info_is_empty_absent_no_JSON_and_of_an_unknown_shape_somewhere()
    {
        var infos = seed.Details.Where(x => x.GetProperty("filter_type").GetInt32() is 1 or 3).Select(x => x.GetProperty("filter_range_info")).ToList();

        Assert.Contains(infos, x => x.ValueKind == JsonValueKind.Null);
        Assert.Contains(infos, x => x.ValueKind == JsonValueKind.String && x.GetString() == "");
        Assert.Contains(infos, x => x.ValueKind == JsonValueKind.String && x.GetString() == "test_a08e263134a8");
        Assert.Contains(infos, x => x.ValueKind == JsonValueKind.String && x.GetString()!.StartsWith('['));
        Assert.Contains(infos, x => x.ValueKind == JsonValueKind.String && x.GetString()!.Contains("membership_level", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("group_owner_range"), InlineData("group_name_list"), InlineData("include_tags"), InlineData("chat_id_list"), InlineData("is_all_customer"), InlineData("is_all_customer_group")]
    [InlineData("add_user_range"), InlineData("add_time_range"), InlineData("exclude_tags"), InlineData("locations"), InlineData("chat_list"), InlineData("sex"), InlineData("age_range")]
    [InlineData("remark_key_words"), InlineData("description_key_words"), InlineData("strategy_id"), InlineData("tag_type"), InlineData("dept_id_list"), InlineData("user_tags")]
    public void Every_member_of_the_targeting_tables_is_used_somewhere(string member) =>
        Assert.Contains(seed.Details, x => x.GetProperty("filter_range_info").ValueKind == JsonValueKind.String
            && x.GetProperty("filter_range_info").GetString()!.Contains($"\"{member}\":", StringComparison.Ordinal));

    /// <summary>The detail call's data of every seeded template.</summary>
    public sealed class Seed : IAsyncLifetime
    {
        public IReadOnlyList<JsonElement> Details { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            await using var rig = await WshotoRig.StartAsync();
            Details = await rig.DetailsAsync();
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
