using System.Globalization;
using NJsonSchema;

namespace PolicyLayer.Core.Validation;

/// <summary>Says in words what the schema expects of a value.</summary>
internal static class SchemaExpectation
{
    internal static string Describe(JsonSchema schema)
    {
        if (schema.Title is not null)
            return schema.Title;
        if (schema.Enumeration.Count > 0)
            return OneOf(Words(schema));

        return schema.Type switch
        {
            JsonObjectType.Object => "an object",
            JsonObjectType.Array => "a list",
            JsonObjectType.Integer => $"a whole number from {Number(schema.Minimum)} to {Number(schema.Maximum)}",
            _ when schema.MaxLength is { } length => $"a string of {schema.MinLength} to {Number(length)} characters",
            _ => "a string",
        };
    }

    internal static IEnumerable<string> Words(JsonSchema schema) => schema.Enumeration.OfType<string>();

    internal static string OneOf(IEnumerable<string> words)
    {
        string[] quoted = [.. words.Select(static word => $"\"{word}\"")];
        return quoted.Length == 1 ? quoted[0] : $"{string.Join(", ", quoted[..^1])} or {quoted[^1]}";
    }

    private static string Number(decimal? number) => number!.Value.ToString(CultureInfo.InvariantCulture);
}
