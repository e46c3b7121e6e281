using System.Text.Json;

namespace PolicyLayer.Core.Risk;

/// <summary>
/// Reads JSON of a server, which may hold half of a surrogate pair where a text or a name should stand. The reader of the
/// framework then throws; here it is absent.
/// </summary>
internal static class JsonText
{
    /// <summary>A member, or undefined if the value is no object or has none of this name.</summary>
    internal static JsonElement Member(JsonElement value, ReadOnlySpan<byte> name)
    {
        try
        {
            return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }

    internal static string? Of(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    internal static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
