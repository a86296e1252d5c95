using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Wshoto;

/// <summary>The body of a call, read as strictly as the vendor says; a wrong one is a <see cref="WshotoRefusalException"/>.</summary>
public sealed class WshotoParameters
{
    private readonly JsonObject body;

    private WshotoParameters(JsonObject body) => this.body = body;

    /// <summary>The page: index 1 and size 20 when not given.</summary>
    public WshotoPaging Paging => (Number("current_index") ?? 1, Number("page_size") ?? 20) switch
    {
        ( < 1, _) => throw new WshotoRefusalException(40003, "current_index 必须大于 0"),
        (_, < 1 or > 100) => throw new WshotoRefusalException(40003, "page_size 取值范围为 1-100"),
        (var index, var size) => new((int)index, (int)size),
    };

    /// <summary>Reads the body of a request.</summary>
    public static async Task<WshotoParameters> ReadAsync(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) is JsonObject given
                ? new(given)
                : throw new WshotoRefusalException(40001, "请求体必须是 JSON 对象");
        }
        catch (JsonException)
        {
            throw new WshotoRefusalException(40001, "请求体不是 JSON");
        }
    }

    /// <summary>A number, or null when it is not given.</summary>
    public long? Number(string name) => body[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out long number) => number,
        _ => throw new WshotoRefusalException(40002, $"{name} 必须是整数"),
    };

    /// <summary>A text; empty when it is not given.</summary>
    public string Text(string name) => body[name] switch
    {
        null => "",
        JsonValue value when value.TryGetValue(out string? text) => text,
        _ => throw new WshotoRefusalException(40002, $"{name} 必须是字符串"),
    };

    /// <summary>The elements of an array as texts; null when it is not given or empty.</summary>
    public IReadOnlySet<string>? List(string name) => body[name] switch
    {
        null => null,
        JsonArray { Count: 0 } => null,
        JsonArray array => array.Select(x => x?.ToString() ?? "").ToHashSet(),
        _ => throw new WshotoRefusalException(40002, $"{name} 必须是数组"),
    };

    /// <summary>The range of created times, at most 90 days; null when neither end is given.</summary>
    public (DateTimeOffset From, DateTimeOffset Until)? Range() => (Number("start_time"), Number("end_time")) switch
    {
        (null, null) => null,
        ({ } start, { } end) when start > end => throw new WshotoRefusalException(40004, "start_time 不能晚于 end_time"),
        ({ } start, { } end) when end - start > 90 * 86400 => throw new WshotoRefusalException(40004, "时间跨度不能超过 90 天"),
        ({ } start, { } end) => (DateTimeOffset.FromUnixTimeSeconds(start), DateTimeOffset.FromUnixTimeSeconds(end)),
        _ => throw new WshotoRefusalException(40004, "start_time 与 end_time 必须同时传入"),
    };
}

/// <summary>A parameter that the call refuses.</summary>
public sealed class WshotoRefusalException(int code, string message) : Exception(message)
{
    /// <summary>Body code.</summary>
    public int Code { get; } = code;
}
