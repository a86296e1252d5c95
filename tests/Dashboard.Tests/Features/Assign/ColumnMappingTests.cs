using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

public sealed class ColumnMappingTests
{
    [Theory]
    [InlineData("user_phone")]
    [InlineData("User Phone")]
    [InlineData("USERPHONE")]
    [InlineData("手机号")]
    [InlineData("客户手机")]
    [InlineData("电话")]
    [InlineData("No HP")]
    public void A_phone_column_is_found_by_any_of_its_names(string header)
    {
        Assert.Equal(1, ColumnMapping.Guess(["x", header]).Columns[SheetField.Phone]);
    }

    [Fact]
    public void Every_agreed_name_is_its_own_column()
    {
        var mapping = ColumnMapping.Guess([.. SheetField.All.Select(x => x.Name)]);

        Assert.Equal(SheetField.All.Select((x, i) => (x.Name, i)), mapping.Columns.Select(x => (x.Key, x.Value)));
        Assert.Empty(mapping.Missing());
    }

    [Fact]
    public void Every_first_Chinese_name_is_its_own_column()
    {
        var mapping = ColumnMapping.Guess([.. SheetField.All.Select(x => x.Synonyms[0])]);

        Assert.Equal(SheetField.All.Select((x, i) => (x.Name, i)), mapping.Columns.Select(x => (x.Key, x.Value)));
    }

    [Fact]
    public void No_name_means_two_columns()
    {
        var names = SheetField.All.SelectMany(x => x.Synonyms.Append(x.Name).Distinct(), (field, name) => (field, name)).ToList();

        Assert.All(names, x => Assert.Equal(x.field, Assert.Single(SheetField.All, other => other.Matches(x.name))));
    }

    [Fact]
    public void The_agreed_name_wins_over_a_synonym_before_it()
    {
        Assert.Equal(1, ColumnMapping.Guess(["phone", "user_phone"]).Columns[SheetField.Phone]);
    }

    [Fact]
    public void An_unknown_column_is_nothing()
    {
        Assert.Empty(ColumnMapping.Guess(["branch", "", "weather"]).Columns);
    }

    [Fact]
    public void Required_columns_that_are_missing_are_named()
    {
        Assert.Equal(["auth_id", "assignee_username"], ColumnMapping.Guess(["name", "phone"]).Missing());
    }

    [Fact]
    public void A_default_stands_in_for_a_missing_column()
    {
        var mapping = ColumnMapping.Guess(["phone"]) with { Defaults = new() { ["name"] = "April", ["auth_id"] = "30058", ["assignee_username"] = "incs_1" } };

        Assert.Empty(mapping.Missing());
        Assert.Equal("April", mapping.Value(["6281"], "name"));
    }

    [Fact]
    public void A_phone_can_have_no_default()
    {
        Assert.DoesNotContain(SheetField.Phone, ColumnMapping.MayDefault);
    }

    [Fact]
    public void A_list_of_accounts_stands_in_for_the_assignee()
    {
        var mapping = ColumnMapping.Guess(["name", "auth_id", "phone"]) with { Spread = Spread.Evenly("incs_1", "incs_2") };

        Assert.Empty(mapping.Missing());
    }

    [Fact]
    public void The_last_owner_stands_in_for_the_assignee_without_a_list()
    {
        var mapping = ColumnMapping.Guess(["name", "auth_id", "phone"]) with { Spread = new() { Mode = SpreadMode.LastOwner } };

        Assert.Empty(mapping.Missing());
    }

    [Fact]
    public void An_empty_list_of_accounts_stands_in_for_nobody()
    {
        var mapping = ColumnMapping.Guess(["name", "auth_id", "phone"]) with { Spread = new() { Mode = SpreadMode.ByWeight } };

        Assert.Equal([SheetField.Assignee], mapping.Missing());
    }

    [Fact]
    public void A_mapping_comes_back_from_its_JSON()
    {
        var mapping = ColumnMapping.Guess(["name", "phone"]) with
        {
            Defaults = new() { ["auth_id"] = "30058" },
            Spread = new() { Mode = SpreadMode.ByWeight, Accounts = [new("incs_1", 3), new("incs_2")] },
        };

        var back = ColumnMapping.FromJson(mapping.ToJson());

        Assert.Equal(mapping.Columns, back.Columns);
        Assert.Equal(mapping.Defaults, back.Defaults);
        Assert.Equal(SpreadMode.ByWeight, back.Spread.Mode);
        Assert.Equal(mapping.Spread.Accounts, back.Spread.Accounts);
    }
}
