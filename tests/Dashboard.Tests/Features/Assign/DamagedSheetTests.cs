using System.Globalization;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Dashboard.Tests.Features.Assign;

/// <summary>Sheets as people really make them: each gets its exact answer, named by line and column.</summary>
public sealed class DamagedSheetTests : ComponentTest
{
    private const string Header = "name,auth_id,user_phone,assignee_username";
    private const string Line = "April,30058,6281512345678,incs_1";

    private static readonly Dictionary<string, string> Whole = new()
    {
        ["name"] = "April follow-up", ["description"] = "", ["auth_id"] = "30058", ["user_phone"] = "6281512345678", ["user_name"] = "王小明", ["assignee_username"] = "incs_1",
        ["total_amount"] = "", ["order_number"] = "WD20261100001", ["order_username"] = "Siti", ["order_phone_number"] = "6281512345678", ["loan_amount"] = "3000.00",
        ["due_amount"] = "1500.00", ["next_due_date"] = "2026-04-15", ["confirm_loan_time"] = "2026-03-01 10:00:00", ["template_id"] = "",
    };

    [Theory]
    [InlineData("one line", Header + "\n" + Line)]
    [InlineData("LF", Header + "\n" + Line + "\n")]
    [InlineData("CRLF", Header + "\r\n" + Line + "\r\n")]
    [InlineData("byte order mark", "\uFEFF" + Header + "\r\n" + Line + "\r\n")]
    [InlineData("semicolons", "name;auth_id;user_phone;assignee_username\nApril, first;30058;6281512345678;incs_1\n")]
    [InlineData("tabs", "name\tauth_id\tuser_phone\tassignee_username\nApril\t30058\t6281512345678\tincs_1\n")]
    [InlineData("sep line", "sep=;\nname;auth_id;user_phone;assignee_username\nApril;30058;6281512345678;incs_1\n")]
    [InlineData("quoted line breaks", Header + ",note\n\"April\nfollow-up\",30058,6281512345678,incs_1,\"a\nb\"\n")]
    [InlineData("unknown columns", Header + ",weather,\n" + Line + ",sunny,x\n")]
    [InlineData("blank lines", "\n" + Header + "\n\n" + Line + "\n\n,,,\n")]
    [InlineData("Chinese header", "任务名称,授权ID,手机号,执行人\nApril,30058,6281512345678,incs_1\n")]
    public async Task What_is_only_unusual_is_read(string what, string sheet)
    {
        await using var rig = await SheetRig.CreateAsync();

        var batch = await rig.CheckAsync(sheet);

        Assert.True((batch.LineCount, batch.AssignmentCount, batch.ErrorLineCount, batch.WarningCount) == (1, 1, 0, 0), what);
    }

    [Fact]
    public async Task A_sheet_in_GB18030_is_read()
    {
        await using var rig = await SheetRig.CreateAsync();

        var batch = await rig.CheckAsync("任务名称,授权ID,手机号,执行人,客户姓名\n回访,30058,6281512345678,incs_1,王小明\n", "gb18030");

        Assert.Equal("gb18030", batch.Encoding);
        Assert.Equal(("回访", "王小明"), (await rig.Database.AssignmentsAsync(batch.Id)).Select(x => (x.Name, x.UserName)).Single());
    }

    [Theory]
    [InlineData("April,30058,6.28E+12,incs_1", "Line 3, user_phone: 6.28E+12 was shortened by Excel. Format the column as text and export again.")]
    [InlineData("April,30058,62815abc,incs_1", "Line 3, user_phone: 62815abc holds something that is no digit. Write digits only, country code first, such as 6281512341234.")]
    [InlineData("April,30058,081512345678,incs_1", "Line 3, user_phone: 081512345678 begins with 0, so its country code is missing. Write it with the country code, such as 62… or 86….")]
    [InlineData("April,30058.0,6281512345679,incs_1", "Line 3, auth_id: 30058.0 was turned into a decimal number. Remove what follows the point, or format the column as text and export again.")]
    [InlineData(",30058,6281512345679,incs_1", "Line 3, name: This cell is empty. Fill it in.")]
    [InlineData("April,30058,6281512345679", "Line 3, whole line: The line has only 3 cells, fewer than the header. Add the missing separators.")]
    [InlineData("April,30058,6281512345679,incs_1,extra", "Line 3, whole line: The line has 5 cells, more than the header. Put cells that hold the separator in quotes.")]
    [InlineData("April,30058,+62 815-1234-5678,incs_1", "Line 3, user_phone: +62 815-1234-5678: the sign +, spaces and dashes are removed before sending.")]
    [InlineData(Line, "Line 3, user_phone: The same task stands in line 2 already. It is sent once.")]
    public async Task What_is_wrong_in_a_line_is_said_in_words(string third, string expected)
    {
        await using var rig = await SheetRig.CreateAsync();
        var texts = Services.GetRequiredService<IStringLocalizer<SheetText>>();

        var batch = await rig.CheckAsync($"{Header}\n{Line}\n{third}\n");

        var problems = await rig.Queries.ProblemsAsync(batch.Id, null, 0, 10, TestContext.Current.CancellationToken);
        Assert.Contains(expected, problems.Select(x => $"{texts["LineColumn", x.Line, x.Column.Length > 0 ? x.Column : texts["WholeLine"].Value].Value}: {x.Text(texts)}"));
        Assert.Equal(1, batch.AssignmentCount);
    }

    [Theory, ClassData(typeof(DamagedCells))]
    public async Task A_damaged_cell_gets_its_exact_answer(string column, string cell, string expected)
    {
        await using var rig = await SheetRig.CreateAsync();
        var texts = Services.GetRequiredService<IStringLocalizer<SheetText>>();

        var batch = await rig.CheckAsync($"{string.Join(',', Whole.Keys)}\n{Row("", "")}\n{Row(column, cell)}\n");

        var problem = Assert.Single(await rig.Queries.ProblemsAsync(batch.Id, null, 0, 10, TestContext.Current.CancellationToken));
        Assert.Equal((3, column, expected), (problem.Line, problem.Column, $"{texts[problem.Severity.ToString()].Value}: {problem.Text(texts)}"));
        Assert.Equal(problem.Severity == ProblemSeverity.Error ? 1 : 2, batch.AssignmentCount);
        Assert.False(texts[$"Kind_{problem.Kind}"].ResourceNotFound);
    }

    [Theory]
    [InlineData("user_phone", "81512345679", "81512345679 像是被 Excel 去掉了开头 0 的印尼手机号。请在前面补上 62，并将该列设为文本格式；如果是其他国家的号码，请在前面加上 +。")]
    [InlineData("order_number", "3月5日", "3月5日 像是 Excel 把订单号变成了日期。请与原始数据核对；若不一致，请将该列设为文本格式后重新填写订单号。")]
    [InlineData("next_due_date", "46127", "46127 是 Excel 的日期序号，不是日期。请将该列设为文本格式，按 2026-04-15 填写日期，按 2026-03-01 10:00:00 填写时间。")]
    public async Task A_damaged_cell_is_answered_in_Chinese_too(string column, string cell, string expected)
    {
        await using var rig = await SheetRig.CreateAsync();
        var texts = Services.GetRequiredService<IStringLocalizer<SheetText>>();
        var batch = await rig.CheckAsync($"{string.Join(',', Whole.Keys)}\n{Row("", "")}\n{Row(column, cell)}\n");
        var problems = await rig.Queries.ProblemsAsync(batch.Id, null, 0, 10, TestContext.Current.CancellationToken);

        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

        Assert.Equal(expected, Assert.Single(problems).Text(texts));
    }

    // Each line is another customer's, and quoted as a spreadsheet does.
    private static string Row(string column, string cell)
    {
        var cells = new Dictionary<string, string>(Whole);
        if (column.Length > 0) cells[SheetField.Phone] = "6281512345679";
        if (column.Length > 0) cells[column] = cell;
        return string.Join(',', cells.Values.Select(x => $"\"{x.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
    }

    [Fact]
    public async Task A_name_of_300_characters_keeps_only_its_line_behind()
    {
        await using var rig = await SheetRig.CreateAsync();

        var batch = await rig.CheckAsync($"{Header}\n{new string('x', 300)},30058,6281512345679,incs_1\n{Line}\n");

        Assert.Equal(["2 name TooLong"], await rig.FindingsAsync(batch));
        Assert.Equal(1, batch.AssignmentCount);
    }

    [Fact]
    public async Task A_sheet_without_a_required_column_names_it()
    {
        await using var rig = await SheetRig.CreateAsync();

        var batch = await rig.UploadAsync("name,auth_id,assignee_username\nApril,30058,incs_1\n");

        Assert.Equal(["user_phone"], ColumnMapping.Guess(SheetQueries.Headers(batch)).Missing());
    }

    [Fact]
    public async Task The_sample_has_200_lines_several_kinds_of_errors_and_tasks_with_several_orders()
    {
        await using var rig = await SheetRig.CreateAsync();

        var batch = await rig.CheckAsync(await rig.UploadAsync(await File.ReadAllBytesAsync(Path.Combine(SourceTree.Top, "wwwroot", "sample.csv"), TestContext.Current.CancellationToken)));

        Assert.Equal(200, batch.LineCount);
        var errors = (await rig.Queries.ProblemGroupsAsync(batch.Id, TestContext.Current.CancellationToken)).Where(x => x.Severity == ProblemSeverity.Error);
        Assert.InRange(errors.Count(), 8, 20);
        Assert.InRange(batch.ErrorLineCount, 8, 30);
        Assert.Contains(await rig.Database.AssignmentsAsync(batch.Id), x => x.OrdersJson?.Split("order_number").Length > 2);
    }

    [Theory]
    [InlineData("sample-simple.csv", 5, 5)]
    [InlineData("sample-zh.csv", 4, 3)]
    public async Task The_other_samples_are_without_a_mistake(string name, int lines, int assignments)
    {
        await using var rig = await SheetRig.CreateAsync();

        var batch = await rig.CheckAsync(await rig.UploadAsync(await File.ReadAllBytesAsync(Path.Combine(SourceTree.Top, "wwwroot", name), TestContext.Current.CancellationToken)));

        Assert.Equal((lines, assignments, 0, 0), (batch.LineCount, batch.AssignmentCount, batch.ErrorLineCount, batch.WarningCount));
    }
}
