using System.Text.Json;

namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>Reads parts of a valid policy document.</summary>
internal static class PolicyText
{
    internal static string? Optional(JsonElement owner, string key) =>
        owner.TryGetProperty(key, out var value) ? value.GetString() : null;

    internal static IEnumerable<JsonElement> Elements(JsonElement owner, string key) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(key, out var list) ? list.EnumerateArray() : [];

    /// <summary>A name as a part of a JSON Pointer.</summary>
    internal static string Escape(string name) => name.Replace("~", "~0").Replace("/", "~1");
}
