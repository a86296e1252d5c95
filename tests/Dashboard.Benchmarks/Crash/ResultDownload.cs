using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Benchmarks.Crash;

/// <summary>Signs in over HTTP as a manager and downloads the result file, as a browser does.</summary>
public static partial class ResultDownload
{
    public static async Task<IReadOnlyList<ResultLine>> GetAsync(Uri app, long batch)
    {
        using var http = new HttpClient { BaseAddress = app };
        var page = await http.GetStringAsync(new Uri("/signin", UriKind.Relative));
        var form = new Dictionary<string, string> { ["role"] = "Manager", ["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value };
        using (var answer = await http.PostAsync(new Uri("/signin/development", UriKind.Relative), new FormUrlEncodedContent(form))) answer.EnsureSuccessStatusCode();
        var text = await http.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"/batches/{batch}/result.csv"), UriKind.Relative));
        var lines = text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines[0].Split(',');
        int Column(string name) => Array.IndexOf(headers, name);
        // No cell of these sheets, and no word of the outcome columns that are read here, holds a comma.
        return [.. lines.Skip(1).Select(x => x.Split(',')).Select(x => new ResultLine(
            x[Column("user_phone")], x[Column("name")], x[Column("assignee_username")], x[Column("outcome")],
            long.TryParse(x[Column("task_id")], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null))];
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
