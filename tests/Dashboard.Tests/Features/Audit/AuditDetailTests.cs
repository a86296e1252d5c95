using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Features.Tasks;
using Dashboard.Shared;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Audit;

/// <summary>Holds what is written beside an action against the words that the page has for it.</summary>
public sealed partial class AuditDetailTests
{
    private static readonly string[] Written = [.. SourceTree.Files(".cs", ".razor").Select(SourceTree.Read).Where(x => x.Contains("AuditDetail.Of(", StringComparison.Ordinal))];

    [Theory, InlineData("Features/Audit/AuditText.resx"), InlineData("Features/Audit/AuditText.zh-CN.resx")]
    public void Every_code_that_is_written_has_words(string file)
    {
        var keys = Keys(file);
        var codes = Written.SelectMany(x => Parts().Matches(x)).Select(x => x.Groups[1].Value).ToHashSet();

        Assert.Superset(AuditDetail.Codes.Values.SelectMany(x => x).ToHashSet(), codes);
        Assert.All(codes, x => Assert.Contains(keys, key => key == $"Detail_{x}" || key.StartsWith($"Detail_{x}.", StringComparison.Ordinal)));
    }

    [Theory, InlineData("Features/Audit/AuditText.resx"), InlineData("Features/Audit/AuditText.zh-CN.resx")]
    public void Every_value_of_a_known_set_has_words(string file)
    {
        var values = Enum.GetNames<ExportState>().Where(x => x != nameof(ExportState.Running)).Select(x => "end." + x)
            .Concat(Enum.GetNames<HeldDecision>().Select(x => "decision." + x))
            .Concat(AssignmentReasons.All.Append("words").Select(x => "reason." + x))
            .Concat(new[] { "comma", "semicolon", "tab", "bar" }.Select(x => "delimiter." + x))
            .Concat(new[] { Personal.Phone, Personal.Remark, Personal.Message, "cell", "due_amount", "loan_amount" }.Select(x => "value." + x))
            .Concat(["role.none", "start.now", "pause_at.never", "filter.all"]);

        Assert.Empty(values.Select(x => "Detail_" + x).Except(Keys(file)));
    }

    [Theory, InlineData("Features/Audit/AuditText.resx"), InlineData("Features/Audit/AuditText.zh-CN.resx")]
    public void Every_filter_of_an_export_has_words(string file)
    {
        string[] look = ["ids", "page", "size", "cols", "density", "open", "before", "after"];
        var filters = new[] { "Features/Tasks/TaskFilter.cs", "Features/Audit/AuditFilter.cs" }.SelectMany(x => Parameters().Matches(SourceTree.Read(x))).Select(x => x.Groups[1].Value).Except(look).ToList();

        Assert.True(filters.Count > 20);
        Assert.Empty(filters.Select(x => "Filter_" + x).Except(Keys(file)));
    }

    [Fact]
    public void No_sentence_is_written_in_the_log()
    {
        var calls = from file in SourceTree.Files(".cs", ".razor")
                    let source = SourceTree.Read(file)
                    where source.Contains("AuditTrail", StringComparison.Ordinal)
                    from Match call in Calls().Matches(source)
                    from Match literal in Literals().Matches(call.Value)
                    select literal.Groups[1].Value;

        Assert.All(calls.Distinct(), x => Assert.Matches(Allowed(), x));
    }

    [Fact]
    public void Every_field_of_the_reasons_is_listed() =>
        Assert.Equal(typeof(AssignmentReasons).GetFields().Where(x => x.IsLiteral).Select(x => (string)x.GetRawConstantValue()!).Order(), AssignmentReasons.All.Order());

    [Fact]
    public void Parts_without_a_value_are_left_out() =>
        Assert.Equal("rejected=3", AuditDetail.Of(("rejected", 3), ("reason", null)));

    [Theory, InlineData("May; June.csv"), InlineData("bytes=7; file=x.csv"), InlineData("a=b")]
    public void A_name_of_any_kind_is_read_as_it_was_written(string file) =>
        Assert.Equal([("bytes", "12"), ("file", file)], AuditDetail.Read("sheet.upload", AuditDetail.Of(("bytes", 12), ("file", file)))!);

    [Fact]
    public void What_could_not_be_told_apart_again_is_refused()
    {
        Assert.Throws<ArgumentException>(() => AuditDetail.Of(("encoding", "a; b")));
        Assert.Throws<ArgumentException>(() => AuditDetail.Of(("file", "a"), ("bytes", 1)));
    }

    [Theory]
    [InlineData("sheet.read", "another tab"), InlineData("batch.confirm", "20 assignments, 0 lines left behind, start at once"), InlineData("tasks.export", "status=1,2"), InlineData("view.save", "rows=5")]
    public void What_an_earlier_version_wrote_and_a_name_are_no_codes(string action, string detail) => Assert.Null(AuditDetail.Read(action, detail));

    [Fact]
    public void A_confirmation_says_how_it_starts()
    {
        var draft = new Batch { SheetName = "", CreatedBy = "", AssignmentCount = 20, ErrorLineCount = 1 };

        Assert.Equal("assignments=20; left_behind=1; start=now; pause_at=50", StartOptions.Now.Detail(draft));
        Assert.Equal("assignments=20; left_behind=1; start=2026-04-15T12:00:00Z; first=5; pause_at=never",
            new StartOptions { At = new(2026, 4, 15, 20, 0, 0, TimeSpan.FromHours(8)), FirstOnly = 5, PauseAtRejectedPercent = null }.Detail(draft));
    }

    [Fact]
    public void Picked_tasks_and_a_whole_export_are_told_apart()
    {
        Assert.Equal("picked=2", TaskExportWords.Of(TaskFilter.Read("?ids=1,2")));
        Assert.Equal("filter=all", TaskExportWords.Of(TaskFilter.Read("")));
    }

    private static HashSet<string> Keys(string file) => XDocument.Parse(SourceTree.Read(file)).Root!.Elements("data").Select(x => x.Attribute("name")!.Value).ToHashSet();

    [GeneratedRegex("\\(\"([a-z_]+)\", ")]
    private static partial Regex Parts();

    [GeneratedRegex("new\\(\"([a-z_]+)\", ")]
    private static partial Regex Parameters();

    // The calls that write, and those that pass on what is written.
    [GeneratedRegex(@"(?:\b(?:audit|AuditTrail>\(\))\.WriteAsync|\bActAsync|\bRecordAsync|\bAuditAsync)\((?:[^;""]|""[^""]*"")*;")]
    private static partial Regex Calls();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Literals();

    // A code, a part's code, a target, and what stands between two names.
    [GeneratedRegex(@"^(?:[a-z_]+(?:\.[a-z]+){0,2}|[a-z]+ \{[\w.]+\}|\{\w+\} tasks|\{[\w.]+\} → \{[\w.]+\}|)$")]
    private static partial Regex Allowed();
}
