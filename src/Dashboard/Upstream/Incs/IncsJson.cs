using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Upstream.Incs;

/// <summary>Reads tasks and writes times as the INCS document shows them.</summary>
public static class IncsJson
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";

    // No account or phone is longer, and an entry of PostgreSQL's indexes takes 2.7 kB.
    private const int LongestKey = 256;

    /// <summary>A task of the create or list answer; null without an id.</summary>
    public static IncsTask? Task(JsonElement json, TimeZoneInfo zone)
    {
        if (json.Long("id") is not { } id) return null;
        var created = Time(json.Text("created_at"), zone) ?? Time(json.Text("updated_at"), zone) ?? DateTimeOffset.UnixEpoch;
        return new IncsTask
        {
            Id = id,
            CreationId = json.Long("creation_id") ?? 0,
            AuthId = json.Long("auth_id") ?? 0,
            Name = json.Text("name") ?? "",
            Description = json.Text("description") ?? "",
            Type = json.Int("type") ?? 0,
            UserName = json.Text("user_name") ?? "",
            UserPhone = Key(json.Text("user_phone")),
            AssigneeUsername = Key(json.Text("assignee_username")),
            ConversationId = json.Long("conversation_id"),
            Status = json.Int("status") ?? 0,
            CreatedAt = created,
            CreatedLocal = Local(json.Text("created_at")),
            UpdatedAt = Time(json.Text("updated_at"), zone) ?? created,
            Logs = [.. json.Items("logs").Select(x => Log(x, zone)).OfType<IncsLog>()],
        };
    }

    /// <summary>An instant as the API writes it, in its zone.</summary>
    public static string Time(DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>A time of the API as an instant; null when it is none. An hour that a clock change skips or repeats is taken in standard time.</summary>
    public static DateTimeOffset? Time(string? text, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return Local(text) is { } local ? Instant(local, zone) : null;
    }

    /// <summary>The instant at which clocks of a zone show a time.</summary>
    public static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static string Key(string? text) => text is { Length: > LongestKey } ? text[..LongestKey] : text ?? "";

    private static DateTime? Local(string? text) =>
        DateTime.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 1 and < 9999 ? local : null;

    private static IncsLog? Log(JsonElement json, TimeZoneInfo zone) => json.Long("id") is not { } id ? null : new IncsLog
    {
        Id = id,
        Type = json.Int("type") ?? 0,
        Status = json.Int("status") ?? 0,
        PreStatus = json.Int("pre_status") ?? 0,
        AssigneeUsername = json.Text("assignee_username") ?? "",
        Comment = json.Text("comment") ?? "",
        CreatedAt = Time(json.Text("created_at"), zone) ?? DateTimeOffset.UnixEpoch,
    };
}

/// <summary>Writes the create request without reflection; members without a value are left out.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IncsCreateRequest))]
public sealed partial class IncsJsonContext : JsonSerializerContext;
