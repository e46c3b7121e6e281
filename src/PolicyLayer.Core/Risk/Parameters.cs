using System.Text.Json;

namespace PolicyLayer.Core.Risk;

/// <summary>The parameters of a tool by name, in the order of its schema. Of very many, the first are looked at.</summary>
internal static class Parameters
{
    private const int MaxParameters = 256;

    internal static List<(string Name, JsonElement Schema)> Of(JsonElement inputSchema)
    {
        var found = new List<(string, JsonElement)>();
        var properties = JsonText.Member(inputSchema, "properties"u8);
        if (properties.ValueKind != JsonValueKind.Object)
            return found;

        foreach (var property in properties.EnumerateObject().Take(MaxParameters))
        {
            if (JsonText.NameOf(property) is { } name)
                found.Add((name, property.Value));
        }

        return found;
    }

    /// <summary>The words that the parameter may have as its value, if its schema lists them.</summary>
    internal static IEnumerable<string> Choices(JsonElement schema)
    {
        var choices = JsonText.Member(schema, "enum"u8);
        return choices.ValueKind == JsonValueKind.Array
            ? choices.EnumerateArray().Take(MaxParameters).Select(JsonText.Of).OfType<string>()
            : [];
    }
}
