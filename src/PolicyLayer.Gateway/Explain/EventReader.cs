using System.Text.Json;

namespace PolicyLayer.Gateway.Explain;

/// <summary>Reads a line of a file of events. Members that it does not know are those of a later version.</summary>
internal static class EventReader
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>The line as JSON; <see langword="null"/> if it is none.</summary>
    internal static JsonElement? TryParse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonElement.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The event or the loss that a line tells of; <see langword="null"/> if it tells of neither.</summary>
    internal static T? TryRead<T>(JsonElement line, string type)
        where T : class
    {
        try
        {
            return line.ValueKind == JsonValueKind.Object
                && line.TryGetProperty("type"u8, out var named) && named.ValueEquals(type)
                ? line.Deserialize<T>(Strict)
                : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
