using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dashboard.Upstream;

namespace Dashboard.Features.Templates;

/// <summary>Tells whether two answers say the same: the order of members and the white space don't count.</summary>
public static class JsonFingerprint
{
    /// <summary>SHA-256 in hexadecimal digits.</summary>
    public static string Of(string json)
    {
        if (JsonText.Parse(json) is not { } parsed) return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { MaxDepth = JsonText.MaxDepth + 1 })) Write(writer, parsed);
        return Convert.ToHexStringLower(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(x => x.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
