using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dashboard.Auth;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Audit;

/// <summary>Holds the list of actions against the source: what is done is recorded, under a code that the page has words for.</summary>
public sealed partial class AuditActionsTests
{
    private const string List = "Auth/AuditActions.cs";

    // The design: upload, confirm, pause, resume, cancel, retry, decide, export, sign-in and sign-out, and what changes something for the team.
    private static readonly string[] OfTheDesign =
    [
        "signin", "signin.out", "sheet.upload", "batch.confirm", "batch.pause", "batch.resume", "batch.cancel", "batch.retry", "batch.decide", "batch.result", "tasks.export",
        "audit.export", "template.favourite", "view.save", "view.delete", "mapping.rename", "mapping.delete", "customer.forget",
    ];

    public static TheoryData<string> Actions() => [.. AuditActions.All];

    [Fact]
    public void Every_action_of_the_design_is_listed() => Assert.Empty(OfTheDesign.Except(AuditActions.All));

    [Theory, MemberData(nameof(Actions))]
    public void Every_listed_action_is_recorded_somewhere(string action) =>
        Assert.Contains(SourceTree.Files(".cs").Where(x => x != List), x => SourceTree.Read(x).Contains($"\"{action}\"", StringComparison.Ordinal));

    [Fact]
    public void Every_recorded_action_is_listed()
    {
        var groups = AuditActions.All.Select(AuditActions.GroupOf).Append("task").ToHashSet();
        var written =
            from file in SourceTree.Files(".cs", ".razor")
            let source = SourceTree.Read(file)
            where file != List && source.Contains("audit", StringComparison.OrdinalIgnoreCase)
            from Match literal in Code().Matches(source)
            let code = literal.Groups[1].Value
            where groups.Contains(AuditActions.GroupOf(code)) && !code.EndsWith(".csv", StringComparison.Ordinal)
            select code;

        Assert.Empty(written.Distinct().Except(AuditActions.All));
    }

    [Theory, InlineData("Features/Audit/AuditText.resx"), InlineData("Features/Audit/AuditText.zh-CN.resx")]
    public void Every_action_and_group_has_words(string file)
    {
        var keys = XDocument.Parse(SourceTree.Read(file)).Root!.Elements("data").Select(x => x.Attribute("name")!.Value).ToHashSet();

        Assert.Empty(AuditActions.All.Select(x => "Action_" + x).Concat(AuditActions.All.Select(x => "Group_" + AuditActions.GroupOf(x))).Except(keys));
    }

    [Fact]
    public void Entries_are_added_in_one_place_and_changed_or_removed_in_none()
    {
        var named = SourceTree.Files(".cs", ".razor").Where(x => SourceTree.Read(x).Contains("AuditEntr", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            ["Auth/AuditTrail.cs", "Data/AuditEntry.cs", "Data/AuditGuard.cs", "Data/DashboardDb.cs", "Data/Migrations/Initial.cs"],
            named.Where(x => !x.StartsWith("Features/Audit/", StringComparison.Ordinal)));
        Assert.Contains("AuditEntries.Add(", SourceTree.Read("Auth/AuditTrail.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain(named.Select(SourceTree.Read), Changing().IsMatch);
    }

    [GeneratedRegex("\"((?:sign(?:in|out))|(?:[a-z]+(?:\\.[a-z]+){1,2}))\"")]
    private static partial Regex Code();

    [GeneratedRegex(@"AuditEntries\.(Remove|Update|Execute)|(UPDATE|DELETE FROM|TRUNCATE) ""AuditEntries""|ExecuteUpdate|ExecuteDelete")]
    private static partial Regex Changing();
}
