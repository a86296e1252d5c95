using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

public sealed class SheetFixesTests
{
    [Theory]
    [InlineData(FixKind.CleanPhone, "", "+62 815-0000-0001", "6281500000001")]
    [InlineData(FixKind.CleanPhone, "", "0062 815 0000 0001", "6281500000001")]
    [InlineData(FixKind.CleanPhone, "", "（６２）８１５００００００１", "628150000001")]
    [InlineData(FixKind.CleanPhone, "", "\u200B6281500000001\u00A0", "6281500000001")]
    [InlineData(FixKind.CleanPhone, "", "62815abc", null)]
    [InlineData(FixKind.CleanPhone, "", "6281500000001", null)]
    [InlineData(FixKind.AddCountryCode, "62", "0815 0000 001", "628150000001")]
    [InlineData(FixKind.AddCountryCode, "62", "81500000001", "6281500000001")]
    [InlineData(FixKind.AddCountryCode, "86", "13800138000", "8613800138000")]
    [InlineData(FixKind.AddCountryCode, "62", "006281500000001", "6281500000001")]
    [InlineData(FixKind.AddCountryCode, "62", "+6281500000001", null)]
    [InlineData(FixKind.AddCountryCode, "", "0815", null)]
    [InlineData(FixKind.RemoveApostrophe, "", "'6281500000001", "6281500000001")]
    [InlineData(FixKind.RemoveApostrophe, "", "’30058", "30058")]
    [InlineData(FixKind.RemoveApostrophe, "", "=\"6281500000001\"", "6281500000001")]
    [InlineData(FixKind.RemoveDecimals, "", "30058.00", "30058")]
    [InlineData(FixKind.RemoveDecimals, "", "30058.5", null)]
    [InlineData(FixKind.PlainAmount, "", "1,000.50", "1000.50")]
    [InlineData(FixKind.PlainAmount, "", "1.000.000,50", "1000000.50")]
    [InlineData(FixKind.PlainAmount, "", "Rp 20.000", "20000")]
    [InlineData(FixKind.PlainAmount, "", "¥200.5", "200.5")]
    [InlineData(FixKind.PlainAmount, "", "20 000", "20000")]
    [InlineData(FixKind.PlainAmount, "", "-1,000", "-1000")]
    [InlineData(FixKind.PlainAmount, "", "abc", null)]
    [InlineData(FixKind.IsoDate, "dmy", "15/04/2026", "2026-04-15")]
    [InlineData(FixKind.IsoDate, "mdy", "04/05/2026", "2026-04-05")]
    [InlineData(FixKind.IsoDate, "dmy", "04/05/2026", "2026-05-04")]
    [InlineData(FixKind.IsoDate, "dmy", "2026/4/5", "2026-04-05")]
    [InlineData(FixKind.IsoDate, "dmy", "2026年4月5日", "2026-04-05")]
    [InlineData(FixKind.IsoDate, "dmy", "20260405", "2026-04-05")]
    [InlineData(FixKind.IsoDate, "dmy", "46127", "2026-04-15")]
    [InlineData(FixKind.IsoDate, "dmy", "31/02/2026", null)]
    [InlineData(FixKind.Fill, "incs_1", "  ", "incs_1")]
    [InlineData(FixKind.Fill, "incs_1", "incs_2", null)]
    public void A_fix_changes_what_it_is_for_and_nothing_else(FixKind fix, string argument, string before, string? after)
    {
        var change = SheetFixes.Change(fix, argument, new() { Kind = "x" }, 1, SheetField.DueDate);

        Assert.Equal(after, change.Apply(new(2, ["a", before, "c"], false))?.Cells[1]);
    }

    [Fact]
    public void A_time_that_Excel_counts_in_days_becomes_a_time()
    {
        var change = SheetFixes.Change(FixKind.IsoDate, "dmy", new() { Kind = "x" }, 0, SheetField.LoanTime);

        Assert.Equal("2026-04-15 10:30:00", change.Apply(new(2, ["46127.4375"], false))!.Cells[0]);
    }

    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        var change = SheetFixes.Change(FixKind.Cut, "", new() { Kind = "x" }, 0, SheetField.TaskName);

        Assert.Equal(new string('x', 255), change.Apply(new(2, [new string('x', 255) + "😀y"], false))!.Cells[0]);
    }

    [Fact]
    public void A_cell_that_the_line_lacks_is_filled()
    {
        var change = SheetFixes.Change(FixKind.Fill, "incs_1", new() { Kind = "x" }, 2, SheetField.Assignee);

        Assert.Equal(["a", "", "incs_1"], change.Apply(new(2, ["a"], false))!.Cells);
    }
}
