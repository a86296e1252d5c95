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
    [InlineData("No. WhatsApp")]
    [InlineData("客户电话")]
    [InlineData("手机号码")]
    [InlineData("联系方式")]
    [InlineData("WhatsApp号")]
    [InlineData("ＷｈａｔｓＡｐｐ号")]
    [InlineData("手机号(必填)")]
    [InlineData("手机号（必填）")]
    [InlineData("手机号【必填】：")]
    [InlineData("user phone *")]
    [InlineData("(user phone)")]
    public void A_phone_column_is_found_by_any_of_its_names(string header)
    {
        Assert.Equal(1, ColumnMapping.Guess(["x", header]).Columns[SheetField.Phone]);
    }

    [Theory]
    [InlineData("跟进客服", SheetField.Assignee)]
    [InlineData("坐席", SheetField.Assignee)]
    [InlineData("petugas", SheetField.Assignee)]
    [InlineData("应还款日", SheetField.DueDate)]
    [InlineData("tgl jatuh tempo", SheetField.DueDate)]
    [InlineData("贷款日期", SheetField.LoanTime)]
    [InlineData("tgl. pencairan", SheetField.LoanTime)]
    [InlineData("nama nasabah", SheetField.CustomerName)]
    [InlineData("借款人", SheetField.CustomerName)]
    [InlineData("sisa tagihan (Rp)", SheetField.DueAmount)]
    [InlineData("待还金额（元）", SheetField.DueAmount)]
    [InlineData("kode otorisasi", SheetField.AuthId)]
    [InlineData("授权号", SheetField.AuthId)]
    [InlineData("Loan No.", SheetField.OrderNumber)]
    [InlineData("合同编号", SheetField.OrderNumber)]
    [InlineData("catatan", SheetField.Description)]
    public void What_offices_really_write_is_understood(string header, string field)
    {
        var mapping = ColumnMapping.Guess(["x", header]);

        Assert.Equal((field, 1), (Assert.Single(mapping.Columns).Key, mapping.Columns[field]));
        Assert.Equal(MatchedBy.Name, mapping.Matched[field]);
    }

    [Fact]
    public void A_Chinese_sheet_is_matched_whole()
    {
        Assert.Equal("user_phone=0 user_name=1 assignee_username=2 order_number=3 due_amount=4 next_due_date=5 confirm_loan_time=6",
            Found(["客户电话(必填)", "客户姓名", "跟进客服", "借据号", "应还金额（元）", "应还款日", "放款日期", "分公司"]));
    }

    [Fact]
    public void An_Indonesian_sheet_is_matched_whole()
    {
        Assert.Equal("name=0 auth_id=1 user_phone=2 user_name=3 assignee_username=4 order_number=5 due_amount=6 next_due_date=7",
            Found(["Nama Tugas", "Kode Otorisasi", "No. WhatsApp", "Nama Nasabah", "Petugas", "No. Kontrak", "Sisa Tagihan", "Tgl Jatuh Tempo", "Cabang"]));
    }

    [Fact]
    public void A_sheet_of_three_languages_is_matched_whole()
    {
        Assert.Equal("name=1 auth_id=4 user_phone=2 user_name=0 assignee_username=3",
            Found(["Customer", "任务名称", "No HP", "assignee", "授权ID"]));
    }

    [Theory]
    [InlineData(SheetField.Phone, "6281500000001", "6281500000002", "6281500000003", "6281500000004")]
    [InlineData(SheetField.Phone, "+62 815-0000-0001", "62815", "6281500000003", "6281500000004", "6281500000005")]
    [InlineData(SheetField.Phone, "13800000001", "13900000002")]
    [InlineData(SheetField.Phone, "6.28E+12", "6.28E+12")]
    [InlineData(SheetField.AuthId, "30058", "30058", "30058", "30059")]
    [InlineData(SheetField.Assignee, "incs_1", "incs_2", "incs_1", "incs_2", "incs_1", "")]
    [InlineData(SheetField.OrderNumber, "WD20260001", "WD20260002", "WD20260003")]
    [InlineData(SheetField.LoanTime, "2026-03-01 10:00:00", "2026-03-02 11:30:00")]
    [InlineData(SheetField.DueDate, "2026-04-15", "2026/4/16", "2026年4月17日")]
    [InlineData(SheetField.TotalAmount, "20000.00", "150.50", "1,200.00")]
    [InlineData(SheetField.Template, "1254676189925432389", "1254676189925432389")]
    public void A_column_whose_header_says_nothing_is_found_by_its_values(string field, params string[] values)
    {
        var mapping = ColumnMapping.Guess(["kolom", "branch"], [.. values.Select(x => new[] { x, "Bali" })]);

        Assert.Equal((field, 0), (Assert.Single(mapping.Columns).Key, mapping.Columns[field]));
        Assert.Equal(MatchedBy.Values, mapping.Matched[field]);
    }

    [Theory]
    [InlineData("Bali", "Java", "Java", "Bali")]
    [InlineData("5", "7", "5", "5")]
    [InlineData("500000", "500000", "700000", "500000")]
    [InlineData("2025", "2026", "2026", "2025")]
    [InlineData("20260415001", "20260415002")]
    [InlineData("62815", "x", "6281500000003")]
    [InlineData("", "")]
    public void Values_that_say_too_little_are_nothing(params string[] values)
    {
        Assert.Empty(ColumnMapping.Guess(["kolom"], [.. values.Select(x => new[] { x })]).Columns);
    }

    [Fact]
    public void Two_columns_that_look_like_phones_are_not_guessed()
    {
        Assert.Empty(ColumnMapping.Guess(["a", "b"], [["6281500000001", "6281600000001"], ["6281500000002", "6281600000002"]]).Columns);
    }

    [Fact]
    public void A_second_column_that_looks_like_a_phone_stays_free_when_a_header_names_the_first()
    {
        Assert.Equal("user_phone=1", Found(["b", "no hp"], [["6281500000001", "6281600000001"], ["6281500000002", "6281600000002"]]));
    }

    [Fact]
    public void A_header_that_names_another_column_of_a_field_is_not_overruled_by_its_values()
    {
        Assert.Equal("user_phone=0", Found(["手机号", "联系电话"], [["6281500000001", "incs_1"], ["6281500000002", "incs_1"], ["6281500000003", "incs_1"], ["6281500000004", "incs_1"]]));
    }

    [Fact]
    public void An_amount_beside_one_with_a_name_may_be_any()
    {
        Assert.Equal("due_amount=0", Found(["应还金额", "x"], [["10.00", "20.00"], ["11.00", "22.00"]]));
    }

    [Fact]
    public void The_columns_of_a_result_file_are_never_guessed()
    {
        string[] headers = ["line", "phone", "outcome", "task_id", "reason", "attempts", "time"];

        Assert.Equal("user_phone=1", Found(headers, [["2", "6281500000001", "assigned", "90001", "", "1", "2026-03-01 10:00:00Z"]]));
    }

    [Fact]
    public void The_columns_of_an_error_sheet_are_never_guessed()
    {
        Assert.Equal("user_phone=1", Found(["line", "phone", "errors"], [["6281500000001", "6281500000001", "6281500000001"]]));
    }

    [Fact]
    public void A_field_chosen_twice_moves()
    {
        var mapping = ColumnMapping.Guess(["phone", "name"]);

        mapping.Take(SheetField.Phone, 1, MatchedBy.Hand);

        Assert.Equal((null, SheetField.Phone), (mapping.FieldOf(0), mapping.FieldOf(1)));
        Assert.Equal([SheetField.Phone], mapping.Columns.Keys);
        Assert.Equal(MatchedBy.Hand, Assert.Single(mapping.Matched).Value);
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

    private static string Found(string[] headers, string[][]? samples = null) =>
        string.Join(' ', ColumnMapping.Guess(headers, samples ?? []).Columns.Select(x => $"{x.Key}={x.Value}"));
}
