using System.Text.Json;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using static Dashboard.Tests.Support.TestWorkbook;

namespace Dashboard.Tests.Features.Assign.Workbooks;

public sealed class WorkbookTests
{
    private static readonly object?[][] Rows = [["name", "phone"], ["April", 6281512345678], ["May", 6281512345679]];

    [Fact]
    public async Task Rows_have_the_numbers_that_Excel_shows()
    {
        using var files = new TestFiles();

        var (batch, path) = await files.OpenAsync(Of([], ["name", "phone"], [], ["April", 1], [null, " "], ["May", 2]));

        using var sheet = SheetSource.Open(path, batch);
        Assert.Equal(2, sheet.HeaderLine);
        Assert.Equal([4, 6], sheet.Records().Select(x => x.Line));
    }

    [Fact]
    public async Task Cells_that_Excel_does_not_store_are_empty_and_no_mistake()
    {
        using var files = new TestFiles();

        var record = Assert.Single(await files.ReadAsync(Of(["name", "phone", "note"], ["April"])));

        Assert.Equal(["April", "", ""], record.Cells);
        Assert.Null(record.Problem);
    }

    [Fact]
    public async Task A_row_wider_than_its_header_is_named()
    {
        using var files = new TestFiles();

        Assert.Equal("TooManyCells", Assert.Single(await files.ReadAsync(Of(["name"], ["April", "x"]))).Problem);
    }

    [Fact]
    public async Task The_first_visible_tab_with_something_in_it_is_read()
    {
        using var files = new TestFiles();
        var file = new TestWorkbook().Tab("Old", Rows, state: "hidden").Tab("Empty", [[]]).Tab("客户", Rows).Tab("Other", Rows).ToBytes();

        var (batch, _) = await files.OpenAsync(file);

        Assert.Equal(("客户", null, null), (batch.Tab, batch.Encoding, batch.Delimiter));
        Assert.Equal("""["name","phone"]""", batch.HeadersJson);
    }

    [Fact]
    public async Task Another_tab_is_read_when_it_is_chosen_and_a_hidden_one_too()
    {
        using var files = new TestFiles();
        var file = new TestWorkbook().Tab("First", Rows).Tab("Second & last", [["other"], ["x"]], state: "veryHidden").ToBytes();

        var (batch, path) = await files.OpenAsync(file, new(Tab: "Second & last"));

        Assert.Equal("""["other"]""", batch.HeadersJson);
        Assert.Equal([new("First", false), new("Second & last", true)], await SheetSource.TabsAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_hidden_merged_or_wrong_is_said()
    {
        using var files = new TestFiles();
        var file = new TestWorkbook()
            .Tab("First", [["a", "b", "c"], ["1", "2", new Raw("t=\"e\"><v>#REF!</v>")], ["3", new Raw("><f>1+1</f>"), "4"], ["5", "6", "7"]],
                before: "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/><col min=\"9\" max=\"16384\" hidden=\"1\"/></cols>",
                after: "<mergeCells><mergeCell ref=\"A2:A4\"/><mergeCell ref=\"B2\"/></mergeCells>",
                rowAttributes: row => row is 2 or 4 ? "hidden=\"1\"" : "")
            .Tab("Second", Rows, state: "hidden").ToBytes();

        var (batch, _) = await files.OpenAsync(file);

        Assert.Equal(
            ["ErrorCells 1 C2", "HiddenColumns 1 B", "HiddenRows 2 2,4", "HiddenTabs 1 Second", "MergedCells 1 A2:A4", "NoFormulaValue 1 B3"],
            TestFiles.Remarks(batch).Select(x => $"{x.Kind} {x.Count} {string.Join(',', x.Places)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_many_places_only_the_first_are_kept()
    {
        using var files = new TestFiles();
        object?[][] rows = [["a"], .. Enumerable.Range(0, 50).Select(x => new object?[] { x })];

        var (batch, _) = await files.OpenAsync(new TestWorkbook().Tab("First", rows, rowAttributes: row => row > 1 ? "hidden=\"1\"" : "").ToBytes());

        var remark = Assert.Single(TestFiles.Remarks(batch));
        Assert.Equal((50, 5), (remark.Count, remark.Places.Count));
    }

    [Fact]
    public async Task An_ordinary_workbook_needs_no_remark()
    {
        using var files = new TestFiles();

        Assert.Null((await files.OpenAsync(Of(Rows))).Batch.RemarksJson);
    }

    [Fact]
    public async Task The_strict_kind_of_workbook_and_prefixes_are_read()
    {
        using var files = new TestFiles();
        const string Strict = "xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"";
        var file = new TestWorkbook().Tab("First", Rows).With("xl/worksheets/sheet1.xml",
            $"<x:worksheet {Strict}><x:sheetData><x:row><x:c t=\"inlineStr\"><x:is><x:t>name</x:t></x:is></x:c></x:row><x:row><x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>").ToBytes();

        Assert.Equal(["5"], Assert.Single(await files.ReadAsync(file)).Cells);
    }

    [Fact]
    public async Task The_rows_are_taken_out_anew_when_they_are_gone()
    {
        using var files = new TestFiles();
        var (batch, path) = await files.OpenAsync(Of(Rows));
        foreach (var made in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "*.rows")) File.Delete(made);

        using var sheet = SheetSource.Open(path, batch);

        Assert.Equal(2, sheet.Records().Count());
    }

    [Fact]
    public async Task A_cell_that_looks_like_a_formula_is_kept_as_it_is()
    {
        using var files = new TestFiles();

        Assert.Equal(["=1+1", "@x", "'6281"], Assert.Single(await files.ReadAsync(Of(["a", "b", "c"], ["=1+1", "@x", "'6281"]))).Cells);
    }

    [Fact]
    public async Task Progress_is_a_share_of_what_was_read()
    {
        using var files = new TestFiles();
        var (batch, path) = await files.OpenAsync(Of(Rows));
        using var sheet = SheetSource.Open(path, batch);

        Assert.Equal(2, sheet.Records().Count());

        Assert.Equal(1, sheet.Share);
    }

    [Fact]
    public async Task An_old_workbook_is_read_like_a_new_one()
    {
        using var files = new TestFiles();
        var file = await File.ReadAllBytesAsync(Path.Combine(SourceTree.Top, "tests", "Dashboard.Tests", "Features", "Assign", "Workbooks", "customers.xls"), TestContext.Current.CancellationToken);

        var (batch, path) = await files.OpenAsync(file);

        using var sheet = SheetSource.Open(path, batch);
        var records = sheet.Records().ToList();
        Assert.Equal("客户", batch.Tab);
        Assert.Equal(["name", "auth_id", "user_phone", "assignee_username", "next_due_date", "confirm_loan_time", "code", "ok"], sheet.Headers);
        Assert.Equal(["回访1", "30058", "6281512345671", "incs_1", "2026-04-15", "2026-03-01 10:00:00", "00000123", "TRUE"], records[0].Cells);
        Assert.Equal([2, 3, 4, 5, 7], records.Select(x => x.Line));
        Assert.Equal(
            ["HiddenColumns 1 G", "HiddenRows 1 3", "HiddenTabs 1 说明", "MergedCells 1 A7:A8"],
            TestFiles.Remarks(batch).Select(x => $"{x.Kind} {x.Count} {string.Join(',', x.Places)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Remarks_are_stored_as_they_are_read_back()
    {
        using var files = new TestFiles();

        var (batch, _) = await files.OpenAsync(new TestWorkbook().Tab("First", Rows).Tab("旧", Rows, state: "hidden").ToBytes());

        Assert.Equal("旧", JsonDocument.Parse(batch.RemarksJson!).RootElement[0].GetProperty("Places")[0].GetString());
    }
}
