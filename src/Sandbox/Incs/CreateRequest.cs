using System.Text.Json;

namespace Sandbox.Incs;

/// <summary>A create call's body, checked as the document says.</summary>
public sealed record CreateRequest(long AuthId, string Name, string Description, string UserName, string UserPhone, string AssigneeUsername)
{
    /// <summary>Reads it, or says what is wrong with it.</summary>
    public static (CreateRequest? Request, string Problem) Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return (null, "The body must be a JSON object.");
        var name = Text(json, "name");
        var description = Text(json, "description");
        var phone = Text(json, "user_phone");
        var assignee = Text(json, "assignee_username");
        if (name.Length is 0 or > 256) return (null, "The name field is required and must not be greater than 256 characters.");
        if (description.Length > 256) return (null, "The description must not be greater than 256 characters.");
        if (!json.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.Number || type.GetInt32() != 3) return (null, "The selected type is invalid.");
        if (!json.TryGetProperty("auth_id", out var auth) || auth.ValueKind != JsonValueKind.Number || !auth.TryGetInt64(out var authId) || authId <= 0)
            return (null, "The auth id must be an integer.");
        if (phone.Length is < 5 or > 20 || !phone.All(char.IsAsciiDigit)) return (null, "The user phone format is invalid.");
        if (assignee.Length == 0) return (null, "The assignee username field is required.");
        return (new(authId, name, description, Text(json, "user_name"), phone, assignee), "");
    }

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
