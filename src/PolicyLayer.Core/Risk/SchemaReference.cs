using System.Text.Json;

namespace PolicyLayer.Core.Risk;

/// <summary>Follows a reference inside of a schema: <c>#/$defs/Action</c>. No other is followed.</summary>
internal static class SchemaReference
{
    private const int MaxSteps = 8;

    internal static JsonElement Resolve(JsonElement schema, JsonElement root)
    {
        // A reference to itself ends here too.
        for (var step = 0; step < MaxSteps; step++)
        {
            if (JsonText.Of(JsonText.Member(schema, "$ref"u8)) is not { } reference)
                return schema;
            schema = Find(reference, root);
        }

        return default;
    }

    private static JsonElement Find(string reference, JsonElement root)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
            return default;
        foreach (var segment in reference[2..].Split('/').Take(MaxSteps))
            root = JsonText.Member(root, System.Text.Encoding.UTF8.GetBytes(segment));
        return root;
    }
}
