using Dashboard.Data;
using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

public sealed class AssignmentRulesTests
{
    private static readonly Dictionary<string, string> Good = new()
    {
        ["name"] = "April follow-up", ["auth_id"] = "30058", ["user_phone"] = "6281512345678", ["assignee_username"] = "incs_1",
    };

    [Fact]
    public void A_line_with_all_that_is_required_has_no_findings()
    {
        var line = Check();

        Assert.Empty(line.Problems);
        Assert.Equal(("April follow-up", 30058L, "6281512345678", "incs_1"), (line.Name, line.AuthId, line.Phone, line.Assignee));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("auth_id")]
    [InlineData("user_phone")]
    [InlineData("assignee_username")]
    public void A_required_cell_that_is_empty_is_an_error(string column)
    {
        Assert.Equal((column, "Required", ProblemSeverity.Error), Only(Check((column, "  "))));
    }

    [Theory]
    [InlineData("6.28E+12", "PhoneScientific")]
    [InlineData("6.28152E+12", "PhoneScientific")]
    [InlineData("6,28E+12", "PhoneScientific")]
    [InlineData("628e10", "PhoneLetters")]
    [InlineData("62815abc5678", "PhoneLetters")]
    [InlineData("(62)81512345678", "PhoneSigns")]
    [InlineData("62815/62816", "PhoneTwo")]
    [InlineData("62٨15123456", "PhoneLetters")]
    [InlineData("6281512345678.0", "PhoneDecimal")]
    [InlineData("'6281512345678", "PhoneApostrophe")]
    [InlineData("081512345678", "PhoneLeadingZero")]
    [InlineData("+081512345678", "PhoneLeadingZero")]
    [InlineData("006281512345678", "PhoneDoubleZero")]
    [InlineData("=\"6281512345678\"", "TextFormula")]
    [InlineData("6281512345678.00", "PhoneDecimal")]
    [InlineData("62081512345678", "PhoneTrunkZero")]
    [InlineData("86 0138 0013 8000", "PhoneTrunkZero")]
    [InlineData("861380013800", "PhoneMobileLength")]
    [InlineData("81512345678", "PhoneLostZero")]
    [InlineData("+81512345678", "PhoneLostZero")]
    [InlineData("89912345678", "PhoneLostZero")]
    [InlineData("13800138000", "PhoneMaybeChinese")]
    [InlineData("62+81512345678", "PhoneLetters")]
    [InlineData("#N/A", "ExcelError")]
    [InlineData("628151", "PhoneLength")]
    [InlineData("6281512345678901", "PhoneLength")]
    [InlineData("+", "PhoneLength")]
    public void A_phone_that_may_have_been_harmed_is_an_error_and_never_a_guess(string phone, string kind)
    {
        var line = Check(("user_phone", phone));

        Assert.Equal(("user_phone", kind, ProblemSeverity.Error), Only(line));
        Assert.Equal(phone, line.Problems[0].Value);
    }

    [Theory]
    [InlineData("+62 815-1234-5678")]
    [InlineData("62 815 1234 5678")]
    [InlineData("+6281512345678")]
    [InlineData("62\u00A081512345678")]
    public void Plus_spaces_and_dashes_of_a_phone_are_removed_and_shown_as_a_change(string phone)
    {
        var line = Check(("user_phone", phone));

        Assert.Equal("6281512345678", line.Phone);
        Assert.Equal(("user_phone", "PhoneChanged", ProblemSeverity.Warning), Only(line));
        Assert.False(line.HasErrors);
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("123456789012345")]
    public void Phones_of_7_to_15_digits_are_right(string phone)
    {
        Assert.Empty(Check(("user_phone", phone)).Problems);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("description")]
    public void Text_of_256_characters_is_right_and_one_more_is_an_error(string column)
    {
        Assert.Empty(Check((column, new string('名', 256))).Problems);
        Assert.Equal((column, "TooLong", ProblemSeverity.Error), Only(Check((column, new string('名', 257)))));
    }

    [Fact]
    public void The_value_of_a_finding_is_shortened()
    {
        Assert.Equal(200, Check(("name", new string('x', 300))).Problems.Single().Value!.Length);
    }

    [Theory]
    [InlineData("30058.0", "NumberDecimal")]
    [InlineData("30058,00", "NumberDecimal")]
    [InlineData("'30058", "Apostrophe")]
    [InlineData("=\"30058\"", "TextFormula")]
    [InlineData("12%", "NumberPercent")]
    [InlineData("３００５８", "FullWidth")]
    [InlineData("300\u00A058", "InvisibleCharacter")]
    [InlineData("0", "AuthId")]
    [InlineData("-5", "AuthId")]
    [InlineData("abc", "AuthId")]
    [InlineData("30,058", "NumberGrouped")]
    [InlineData("30.058", "NumberGrouped")]
    [InlineData("30 058", "NumberGrouped")]
    [InlineData("3.0E+04", "NumberScientific")]
    public void An_authorisation_id_is_a_whole_number_above_0(string value, string kind)
    {
        Assert.Equal(("auth_id", kind, ProblemSeverity.Error), Only(Check(("auth_id", value))));
    }

    [Fact]
    public void A_template_id_of_19_digits_is_kept_whole()
    {
        Assert.Equal(1254676189925432389, Check(("template_id", "1254676189925432389")).TemplateId);
    }

    [Theory]
    [InlineData("1.25468E+18", "NumberScientific")]
    [InlineData("12x", "TemplateId")]
    public void A_template_id_that_is_no_number_is_an_error(string value, string kind)
    {
        Assert.Equal(("template_id", kind, ProblemSeverity.Error), Only(Check(("template_id", value))));
    }

    [Theory]
    [InlineData("1500.00")]
    [InlineData("0")]
    [InlineData("20000")]
    public void An_amount_is_kept_as_it_was_written(string value)
    {
        var line = Check(("due_amount", value), ("total_amount", value));

        Assert.Empty(line.Problems);
        Assert.Equal((value, value), (line.Order!.DueAmount, line.TotalAmount));
    }

    [Theory]
    [InlineData("total_amount", "1,000.00", "AmountComma")]
    [InlineData("loan_amount", "1.000,00", "AmountComma")]
    [InlineData("due_amount", "Rp 1500", "AmountCurrency")]
    [InlineData("due_amount", "20.000元", "AmountCurrency")]
    [InlineData("due_amount", "20.000.000", "AmountGrouped")]
    [InlineData("due_amount", "20\u00A0000", "AmountGrouped")]
    [InlineData("due_amount", "20k", "Amount")]
    [InlineData("due_amount", "5%", "NumberPercent")]
    [InlineData("due_amount", "'1500", "Apostrophe")]
    [InlineData("due_amount", "#NUM!", "ExcelError")]
    [InlineData("due_amount", "1.5E+3", "NumberScientific")]
    [InlineData("due_amount", "12E5", "NumberScientific")]
    public void An_amount_that_is_no_decimal_text_is_an_error(string column, string value, string kind)
    {
        Assert.Equal((column, kind, ProblemSeverity.Error), Only(Check((column, value))));
    }

    [Theory]
    [InlineData("next_due_date", "2026-02-30", "Date")]
    [InlineData("next_due_date", "31/04/2026", "Date")]
    [InlineData("next_due_date", "2026/2/30", "Date")]
    [InlineData("next_due_date", "45/13/2026", "Date")]
    [InlineData("next_due_date", "15/04/2026", "DateSlashes")]
    [InlineData("next_due_date", "05/05/2026", "DateSlashes")]
    [InlineData("next_due_date", "04/05/2026", "DateAmbiguous")]
    [InlineData("next_due_date", "15/04/26", "DateAmbiguous")]
    [InlineData("next_due_date", "20261345", "Date")]
    [InlineData("next_due_date", "12345", "Date")]
    [InlineData("next_due_date", "46127", "DateSerial")]
    [InlineData("next_due_date", "2026-4-5", "DateSlashes")]
    [InlineData("confirm_loan_time", "2026-03-01", "TimeMissing")]
    [InlineData("confirm_loan_time", "2026-03-01 9:30", "TimeNoSeconds")]
    [InlineData("confirm_loan_time", "2026-03-01T10:00:00", "TimeIso")]
    [InlineData("confirm_loan_time", "01/03/2026 10:00:00", "DateAmbiguous")]
    [InlineData("confirm_loan_time", "2026-03-01 25:00:00", "DateTime")]
    public void A_date_or_time_that_is_not_real_is_an_error(string column, string value, string kind)
    {
        Assert.Equal((column, kind, ProblemSeverity.Error), Only(Check((column, value))));
    }

    [Theory]
    [InlineData("order_number", "2.02604E+17")]
    [InlineData("order_phone_number", "6.28E+12")]
    public void Free_text_of_an_order_that_Excel_shortened_is_an_error(string column, string value)
    {
        Assert.Equal((column, "NumberScientific", ProblemSeverity.Error), Only(Check((column, value))));
    }

    [Theory]
    [InlineData("12E3")]
    [InlineData("WD20261100001")]
    [InlineData("INV-2026-0001")]
    [InlineData("INV/2026/05/06")]
    [InlineData("2026-05-06-001")]
    [InlineData("20260506")]
    [InlineData("2026050600123")]
    [InlineData("123456789012345")]
    [InlineData("1234567890123450001")]
    [InlineData("MAY-26X")]
    [InlineData("#1042")]
    [InlineData("1.0")]
    [InlineData("订单 7")]
    [InlineData("A+B")]
    public void An_order_number_is_free_text(string number)
    {
        Assert.Empty(Check(("order_number", number)).Problems);
    }

    [Theory]
    [InlineData("May-26")]
    [InlineData("26-May")]
    [InlineData("1-Okt")]
    [InlineData("1-Mar-26")]
    [InlineData("3月5日")]
    [InlineData("2026年3月5日")]
    [InlineData("2026/5/6 0:00")]
    public void An_order_number_that_only_Excel_writes_is_an_error(string number)
    {
        Assert.Equal(("order_number", "OrderDate", ProblemSeverity.Error), Only(Check(("order_number", number))));
    }

    [Theory]
    [InlineData("2026-05-06")]
    [InlineData("2026/5/6")]
    [InlineData("06/05/2026")]
    public void An_order_number_that_is_a_whole_date_is_a_doubt(string number)
    {
        Assert.Equal(("order_number", "OrderDate", ProblemSeverity.Warning), Only(Check(("order_number", number))));
    }

    [Theory]
    [InlineData("order_number", "2026041500012340", "RoundedTail")]
    [InlineData("template_id", "1254676189925430000", "RoundedTail")]
    [InlineData("due_amount", "20.000", "AmountThousands")]
    [InlineData("order_number", "ＷＤ２０２６", "FullWidth")]
    [InlineData("user_name", "王\uFFFD明", "LostCharacter")]
    public void What_may_be_right_is_sent_with_a_warning(string column, string value, string kind)
    {
        var line = Check((column, value));

        Assert.Equal((column, kind, ProblemSeverity.Warning), Only(line));
        Assert.False(line.HasErrors);
    }

    [Theory]
    [InlineData("1500.000")]
    [InlineData("0.500")]
    [InlineData("-100.00")]
    [InlineData("20.0000")]
    public void Decimals_that_group_nothing_are_right(string amount)
    {
        Assert.Empty(Check(("due_amount", amount)).Problems);
    }

    [Theory]
    [InlineData("name", "#1 customer")]
    [InlineData("name", "Say \"hello\"\nand wait")]
    [InlineData("user_name", "O'Brien")]
    [InlineData("user_name", "王小明（先生）")]
    [InlineData("user_name", "Siti\u00A0Rahma")]
    [InlineData("description", "=> call 10-11, 50% off; 1.5E+3")]
    [InlineData("assignee_username", "mei.manager@example.com")]
    public void Ordinary_text_is_right(string column, string value)
    {
        Assert.Empty(Check((column, value)).Problems);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("description")]
    [InlineData("user_name")]
    [InlineData("assignee_username")]
    [InlineData("order_username")]
    [InlineData("order_number")]
    [InlineData("order_phone_number")]
    [InlineData("next_due_date")]
    [InlineData("confirm_loan_time")]
    [InlineData("template_id")]
    public void An_error_of_Excel_is_named_in_every_field(string column)
    {
        Assert.Equal((column, "ExcelError", ProblemSeverity.Error), Only(Check((column, "#REF!"))));
    }

    [Theory]
    [InlineData("62\u200B81512345678", "PhoneInvisible")]
    [InlineData("\u202A+62 815-1234-5678\u202C", "PhoneInvisible")]
    [InlineData("６２81512345678", "PhoneFullWidth")]
    public void What_can_be_taken_out_of_a_phone_without_a_doubt_is_taken_out(string phone, string kind)
    {
        var line = Check(("user_phone", phone));

        Assert.Equal("6281512345678", line.Phone);
        Assert.Equal(("user_phone", kind, ProblemSeverity.Warning), Only(line));
    }

    [Fact]
    public void A_line_without_any_order_column_lists_no_order()
    {
        Assert.Null(Check().Order);
    }

    [Fact]
    public void The_cells_of_an_order_become_the_wires_fields()
    {
        var order = Check(("order_number", "WD1"), ("order_username", "Siti"), ("order_phone_number", "6281"), ("loan_amount", "3000.00"),
            ("due_amount", "1500.00"), ("next_due_date", "2026-04-15"), ("confirm_loan_time", "2026-03-01 10:00:00")).Order!;

        Assert.Equal(("WD1", "Siti", "6281", "3000.00"), (order.OrderNumber, order.Username, order.PhoneNumber, order.LoanAmount));
        Assert.Equal(("1500.00", "2026-04-15", "2026-03-01 10:00:00"), (order.DueAmount, order.NextDueDate, order.ConfirmLoanTime));
    }

    [Fact]
    public void All_findings_of_a_line_are_told_at_once()
    {
        var line = Check(("name", ""), ("auth_id", "x"), ("user_phone", "0815"), ("due_amount", "a"));

        Assert.Equal(["due_amount", "name", "auth_id", "user_phone"], line.Problems.Select(x => x.Column));
    }

    private static CheckedLine Check(params (string Column, string Value)[] changes)
    {
        var cells = new Dictionary<string, string>(Good);
        foreach (var (column, value) in changes) cells[column] = value;
        return new AssignmentRules(ColumnMapping.Guess([.. cells.Keys])).Check(new SheetRecord(17, [.. cells.Values], null));
    }

    private static (string, string, ProblemSeverity) Only(CheckedLine line)
    {
        var problem = Assert.Single(line.Problems);
        Assert.Equal(17, problem.Line);
        return (problem.Column, problem.Kind, problem.Severity);
    }
}
