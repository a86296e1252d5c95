using System.Text.RegularExpressions;
using Dashboard.Tests.Support;

namespace Dashboard.Tests;

/// <summary>Holds the directions between folders: Features use Upstream, Data, Auth and Shared, never each other; nothing uses Features but Program.</summary>
public sealed partial class DirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Upstream"] = ["Upstream"],
        ["Data"] = ["Data"],
        ["Auth"] = ["Auth", "Data", "Shared"],
        ["Shared"] = ["Shared", "Auth", "Data", "Upstream"],
    };

    [Fact]
    public void Every_folder_uses_only_the_folders_it_may()
    {
        var wrong = from path in SourceTree.Files(".cs", ".razor")
                    where path is not ("Program.cs" or "_Imports.razor")
                    from Match match in Reference().Matches(SourceTree.Read(path))
                    let here = Part(path)
                    let to = match.Groups[1].Value
                    where !(Allowed.TryGetValue(here, out var allowed) ? allowed.Contains(to) : here == to || !to.StartsWith("Features.", StringComparison.Ordinal))
                    select $"{path} uses Dashboard.{to}";

        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void Upstream_knows_neither_the_database_nor_Blazor_nor_the_job_engine()
    {
        var wrong = from path in SourceTree.Files(".cs")
                    where path.StartsWith("Upstream/", StringComparison.Ordinal)
                    from Match match in Foreign().Matches(SourceTree.Read(path))
                    select $"{path} uses {match.Value}";

        Assert.Empty(wrong.Distinct());
    }

    private static string Part(string path) =>
        path.Split('/') is ["Features", var feature, ..] ? $"Features.{feature}" : path.Split('/')[0];

    [GeneratedRegex(@"\bDashboard\.((?:Features\.\w+)|Upstream|Data|Auth|Shared)\b")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\b(Microsoft\.EntityFrameworkCore|Microsoft\.AspNetCore\.Components|Quartz)\b")]
    private static partial Regex Foreign();
}
