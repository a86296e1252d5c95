using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Polly;

namespace Dashboard.Upstream.Incs;

/// <content>The list call: a read, repeated when it fails for a while.</content>
public sealed partial class IncsClient
{
    // Whether the API's bounds are inclusive is not documented, and neither is the order of its answers.
    private static readonly TimeSpan BoundsMayBeExclusive = TimeSpan.FromSeconds(1);
    private const int MostOfAPage = 100;
    private const int ReadingsOfAMovingList = 3;
    private readonly ResiliencePipeline retry = UpstreamRetry.Build(time);

    /// <summary>One page of the tasks that match.</summary>
    /// <exception cref="UpstreamException">INCS did not answer, refused, or answered what can't be read, retries included.</exception>
    public async Task<IncsTaskPage> ListAsync(IncsListQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await retry.ExecuteAsync(async token => await ListOnceAsync(query, token), cancellationToken);
    }

    /// <summary>Asks for one task, once and without waiting: whether INCS answers again after an outage, at no risk.</summary>
    public async Task<IncsProbe> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ListOnceAsync(new() { PageSize = 1 }, cancellationToken);
            return IncsProbe.Answers;
        }
        catch (UpstreamException e)
        {
            return e.Failure switch
            {
                UpstreamFailure.Unauthorised => IncsProbe.Unauthorised,
                UpstreamFailure.Throttled or UpstreamFailure.Refused => IncsProbe.Answers,
                UpstreamFailure.Unreachable or UpstreamFailure.Unclear => IncsProbe.Silent,
            };
        }
    }

    /// <summary>Reads all tasks created in a stretch of time, page by page.</summary>
    /// <param name="start">Created from (UTC by <c>Incs:TimeZone</c>).</param>
    /// <param name="end">Created until; null for an open end.</param>
    /// <param name="take">Gets each page; a task may come twice.</param>
    /// <param name="asOfItsStart">Only what INCS had when a reading began has to show up, not what it creates meanwhile.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>How many tasks INCS counts that did not show up, after several readings of a list that moves: 0 unless something is odd.</returns>
    /// <exception cref="UpstreamException">INCS can't be read, retries included.</exception>
    public async Task<int> ReadStretchAsync(DateTimeOffset start, DateTimeOffset? end, Func<IReadOnlyList<IncsTask>, Task> take, bool asOfItsStart, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(take);
        var seen = new HashSet<long>();
        for (var reading = 1; ; reading++)
        {
            seen.Clear();
            int? atFirst = null;
            var (total, newestFirst) = (0, false);
            for (var number = 1; ; number++)
            {
                var page = await ListAsync(new() { StartAt = start - BoundsMayBeExclusive, EndAt = end + BoundsMayBeExclusive, Page = number, PageSize = MostOfAPage }, cancellationToken);
                if (page.Tasks.Count > 0) await take(page.Tasks);
                var before = seen.Count;
                seen.UnionWith(page.Tasks.Select(x => x.Id));
                total = page.Total;
                // Where the newest come first, those that are created meanwhile stand on a page that was read already.
                atFirst ??= total;
                newestFirst |= page.Tasks.Count > 1 && IsNewer(page.Tasks[0], page.Tasks[^1]);
                // Pages may be shorter than asked for, and a list that moves shows a task twice: all were seen when as many as INCS counts were.
                if (page.Tasks.Count == 0 || seen.Count >= total || (seen.Count == before && number * MostOfAPage >= total)) break;
            }
            // What was counted but not seen has changed pages while they were read. A stretch without an end always moves: whoever reads it comes again anyway.
            var missing = Math.Max((asOfItsStart && newestFirst ? atFirst.Value : total) - seen.Count, 0);
            if (missing == 0 || end is null || reading == ReadingsOfAMovingList) return missing;
        }
    }

    // A second may have many tasks; their ids ascend.
    private static bool IsNewer(IncsTask x, IncsTask than) => x.CreatedAt > than.CreatedAt || (x.CreatedAt == than.CreatedAt && x.Id > than.Id);

    private async Task<IncsTaskPage> ListOnceAsync(IncsListQuery query, CancellationToken cancellationToken)
    {
        var settings = options.CurrentValue;
        var zone = Zone(settings);
        await rate.WaitAsync(settings.RequestsPerSecond, cancellationToken);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(TimeSpan.FromSeconds(settings.TimeoutSeconds));
        try
        {
            using var message = ListMessage(query, settings, zone);
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, waiting.Token);
            var body = await UpstreamBody.ReadAsync(response.Content, waiting.Token);
            return Page(response.StatusCode, UpstreamBody.ParseObject(body), UpstreamBody.RetryAfter(response, time.GetUtcNow()), zone);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new UpstreamException(UpstreamFailure.Unreachable, Reason(e, settings));
        }
    }

    private static HttpRequestMessage ListMessage(IncsListQuery query, IncsOptions settings, TimeZoneInfo zone)
    {
        var parameters = new Dictionary<string, object?>
        {
            ["task_id"] = query.TaskId,
            ["creation_id"] = query.CreationId,
            ["type"] = query.Type,
            ["status"] = query.Status,
            ["name"] = query.Name,
            ["start_at"] = query.StartAt is { } start ? IncsJson.Time(start, zone) : null,
            ["end_at"] = query.EndAt is { } end ? IncsJson.Time(end, zone) : null,
            ["page"] = query.Page,
            ["page_size"] = query.PageSize,
        }.Where(x => x.Value is not null).ToDictionary();
        var address = new Uri(settings.BaseUrl, settings.ListPath);
        if (string.Equals(settings.ListMethod, "POST", StringComparison.OrdinalIgnoreCase))
        {
            var post = Message(HttpMethod.Post, address, settings.Token);
            post.Content = new StringContent(JsonSerializer.Serialize(parameters), Encoding.UTF8, "application/json");
            return post;
        }
        var texts = parameters.ToDictionary(x => x.Key, x => Convert.ToString(x.Value, CultureInfo.InvariantCulture));
        return Message(HttpMethod.Get, new Uri(QueryHelpers.AddQueryString(address.ToString(), texts)), settings.Token);
    }

    private static IncsTaskPage Page(HttpStatusCode http, JsonElement? envelope, TimeSpan? retryAfter, TimeZoneInfo zone)
    {
        var code = envelope?.Int("code");
        if (envelope is { } answer && answer.Text("status") == "success" && code == 200)
        {
            var data = answer.Member("data") ?? default;
            var tasks = data.Items("data").Select(x => IncsJson.Task(x, zone)).OfType<IncsTask>().ToList();
            return new(data.Int("total") ?? tasks.Count, tasks);
        }
        var message = envelope?.Text("message");
        throw (code ?? (int)http) switch
        {
            401 or 403 => new UpstreamException(UpstreamFailure.Unauthorised, "INCS refused the token (Incs:Token)."),
            429 or 503 => new UpstreamException(UpstreamFailure.Throttled, "INCS asks for fewer requests.") { RetryAfter = retryAfter },
            >= 400 and < 500 when envelope is not null => new UpstreamException(UpstreamFailure.Refused, $"INCS refused the request: {message}"),
            _ => new UpstreamException(UpstreamFailure.Unclear, $"INCS answered HTTP {(int)http} with nothing that can be read."),
        };
    }
}
