using System.Text.Json;

namespace PolicyLayer.Core.Risk;

/// <summary>The parameters of a tool by name, in the order of its schema. Of very many, the first are looked at.</summary>
internal static class Parameters
{
    private const int MaxParameters = 256;

    internal static List<(string Name, JsonElement Schema)> Of(JsonElement inputSchema)
    {
        var found = new List<(string, JsonElement)>();
        Collect(inputSchema, found);
        return found;
    }

    /// <summary>The parameters of the parameters that are objects, one level down: of "params", "action".</summary>
    internal static List<(string Name, JsonElement Schema)> Nested(
        List<(string Name, JsonElement Schema)> parameters, JsonElement inputSchema)
    {
        var found = new List<(string, JsonElement)>();
        foreach (var (_, schema) in parameters)
        {
            if (found.Count < MaxParameters)
                Collect(SchemaReference.Resolve(schema, inputSchema), found);
        }

        return found;
    }

    private static void Collect(JsonElement schema, List<(string Name, JsonElement Schema)> found)
    {
        var properties = JsonText.Member(schema, "properties"u8);
        if (properties.ValueKind != JsonValueKind.Object)
            return;

        foreach (var property in properties.EnumerateObject().Take(MaxParameters))
        {
            if (JsonText.NameOf(property) is { } name)
                found.Add((name, property.Value));
        }
    }
}
