using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Polly;

namespace Dashboard.Upstream.Wshoto;

/// <summary>The Wshoto follow-up API: reads only. A refused token is fetched anew once and the read repeated once.</summary>
public sealed class WshotoClient(IHttpClientFactory clients, WshotoTokenSource tokens, IOptionsMonitor<WshotoOptions> options, TimeProvider time)
{
    private const string Calls = "/openapi/task/follow_up/";
    private readonly ResiliencePipeline retry = UpstreamRetry.Build(time);

    /// <summary>One page of templates (source: pageQueryTaskInfoList).</summary>
    /// <exception cref="UpstreamException">Wshoto can't be read.</exception>
    public async Task<WshotoPage<WshotoTemplate>> ListAsync(WshotoListQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var data = await ReadAsync("page_query_task_info_list", new()
        {
            ["start_time"] = query.From?.ToUnixTimeSeconds(),
            ["end_time"] = query.Until?.ToUnixTimeSeconds(),
            ["template_name"] = string.IsNullOrWhiteSpace(query.Name) ? null : query.Name.Trim(),
            ["status_list"] = query.Statuses.Count > 0 ? query.Statuses : null,
            ["task_type"] = query.Type,
            ["create_user_ids"] = string.IsNullOrWhiteSpace(query.Creator) ? null : new[] { query.Creator },
            ["current_index"] = query.Page,
            ["page_size"] = query.PageSize,
        }, cancellationToken);
        return Page(data, WshotoReading.Template);
    }

    /// <summary>One template whole (source: the seed, queryTaskDetailInfo).</summary>
    /// <exception cref="UpstreamException">Wshoto can't be read, or has no such template (<see cref="UpstreamFailure.Refused"/>).</exception>
    public async Task<WshotoTemplateDetail> GetDetailAsync(long templateId, CancellationToken cancellationToken)
    {
        var data = await ReadAsync("query_task_detail_info", new() { ["template_id"] = templateId }, cancellationToken);
        return WshotoReading.Detail(data, templateId) ?? throw new UpstreamException(UpstreamFailure.Refused, "Wshoto has no such template.");
    }

    /// <summary>How far each employee is (source: pageQueryTaskExecuteInfoList).</summary>
    /// <exception cref="UpstreamException">Wshoto can't be read.</exception>
    public async Task<WshotoPage<WshotoEmployee>> ListEmployeesAsync(long templateId, int page, int pageSize, CancellationToken cancellationToken) =>
        Page(await ReadAsync("page_query_user_execute_info_list", new() { ["template_id"] = templateId, ["current_index"] = page, ["page_size"] = pageSize }, cancellationToken), WshotoExecutionReading.Employee);

    /// <summary>An employee's targets (source: pageQueryUserFollowUpInfoList).</summary>
    /// <exception cref="UpstreamException">Wshoto can't be read.</exception>
    public async Task<WshotoPage<WshotoTarget>> ListTargetsAsync(long templateId, string userId, int page, int pageSize, CancellationToken cancellationToken) =>
        Page(await ReadAsync("page_query_user_follow_up_info_list", new() { ["template_id"] = templateId, ["user_id"] = userId, ["current_index"] = page, ["page_size"] = pageSize }, cancellationToken), WshotoExecutionReading.Target);

    private static WshotoPage<T> Page<T>(JsonElement data, Func<JsonElement, T?> read) where T : class
    {
        var given = data.Items("records").ToList();
        var records = given.Select(read).OfType<T>().ToList();
        return new(data.Int("total") ?? records.Count, records) { IsCounted = data.Int("total") is not null, Given = given.Count };
    }

    private async Task<JsonElement> ReadAsync(string call, Dictionary<string, object?> body, CancellationToken cancellationToken) => await retry.ExecuteAsync(async cancel =>
    {
        var token = await tokens.GetAsync(cancel);
        try
        {
            return await PostAsync(call, body, token, cancel);
        }
        catch (UpstreamException e) when (e.Failure == UpstreamFailure.Unauthorised && string.IsNullOrEmpty(options.CurrentValue.AccessToken))
        {
            tokens.Refused(token);
            return await PostAsync(call, body, await tokens.GetAsync(cancel), cancel);
        }
    }, cancellationToken);

    private async Task<JsonElement> PostAsync(string call, Dictionary<string, object?> body, string token, CancellationToken cancellationToken)
    {
        var address = QueryHelpers.AddQueryString(new Uri(options.CurrentValue.BaseUrl, Calls + call).ToString(), "access_token", token);
        using var message = new HttpRequestMessage(HttpMethod.Post, address);
        message.Content = new StringContent(JsonSerializer.Serialize(body.Where(x => x.Value is not null).ToDictionary()), Encoding.UTF8, "application/json");
        var envelope = await WshotoCall.SendAsync(clients.CreateClient(WshotoCall.HttpClientName), message, time, cancellationToken);
        return envelope.Member("data") ?? default;
    }
}
