using System.Text.Json.Nodes;

namespace Sandbox.Wshoto;

/// <summary>The five calls.</summary>
public static class WshotoEndpoints
{
    private const string Calls = "/openapi/task/follow_up/";

    /// <summary>Maps them.</summary>
    public static void MapCalls(IEndpointRouteBuilder app)
    {
        app.MapGet("/openapi/access_token", (HttpContext context, WshotoDoor door, WshotoState wshoto) => door.PassAsync(context, WshotoCall.Token, () => Token(context, wshoto)));
        app.MapPost(Calls + "page_query_task_info_list", (HttpContext context, WshotoDoor door, WshotoState wshoto) =>
            door.PassAsync(context, WshotoCall.List, body => List(body, wshoto)));
        app.MapPost(Calls + "query_task_detail_info", (HttpContext context, WshotoDoor door, WshotoState wshoto) =>
            door.PassAsync(context, WshotoCall.Detail, body => WshotoWriting.Success(WshotoWriting.Detail(Template(body, wshoto)))));
        app.MapPost(Calls + "page_query_user_execute_info_list", (HttpContext context, WshotoDoor door, WshotoState wshoto) =>
            door.PassAsync(context, WshotoCall.Employees, body => WshotoWriting.Page(WshotoExecution.Employees(Template(body, wshoto)), body.Paging)));
        app.MapPost(Calls + "page_query_user_follow_up_info_list", (HttpContext context, WshotoDoor door, WshotoState wshoto) =>
            door.PassAsync(context, WshotoCall.Targets, body => WshotoWriting.Page(WshotoExecution.Targets(Template(body, wshoto), Required(body, "user_id")), body.Paging)));
    }

    private static JsonObject Token(HttpContext context, WshotoState wshoto)
    {
        var query = context.Request.Query;
        if (query["appid"] != wshoto.AppId || query["app_secret"] != wshoto.AppSecret) return WshotoWriting.Failure(10002, "appid 或 app_secret 错误");
        if (wshoto.Tokens.Ask() is not { } token)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return WshotoWriting.Failure(429, "获取 access_token 过于频繁");
        }
        return WshotoWriting.Success(new JsonObject { ["access_token"] = token.Value, ["expires_in"] = token.ExpiresIn, ["create_at"] = token.CreatedAt.ToUnixTimeSeconds() });
    }

    private static JsonObject List(WshotoParameters body, WshotoState wshoto)
    {
        var (range, paging, name) = (body.Range(), body.Paging, body.Text("template_name"));
        var (statuses, creators) = (body.List("status_list"), body.List("create_user_ids"));
        var (type, extType) = (body.Number("task_type"), body.Number("task_ext_type"));
        var matches = wshoto.Templates
            .Where(x => range is not { } r || (x.CreatedAt >= r.From && x.CreatedAt <= r.Until))
            .Where(x => name.Length == 0 || x.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
            .Where(x => statuses is null || statuses.Contains(x.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            .Where(x => creators is null || creators.Contains(x.Creator))
            .Where(x => (type is null || x.Type == type) && (extType is null || x.ExtType == extType))
            .OrderByDescending(x => x.CreatedAt).Select(WshotoWriting.Row).ToList();
        return WshotoWriting.Page(matches, paging);
    }

    private static WshotoTemplate Template(WshotoParameters body, WshotoState wshoto)
    {
        if (body.Number("template_id") is not { } id) throw new WshotoRefusalException(40002, "template_id 不能为空");
        return wshoto.Find(id) ?? throw new WshotoRefusalException(40005, "任务不存在");
    }

    private static string Required(WshotoParameters body, string name) =>
        body.Text(name) is { Length: > 0 } text ? text : throw new WshotoRefusalException(40002, $"{name} 不能为空");
}
