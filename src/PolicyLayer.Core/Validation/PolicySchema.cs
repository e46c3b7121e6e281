using NJsonSchema;

namespace PolicyLayer.Core.Validation;

/// <summary>The JSON Schema of policy documents, as embedded in the library. Read once; safe to share.</summary>
internal static class PolicySchema
{
    private const string Resource = "policy.v1.schema.json";

    internal static JsonSchema Instance { get; } = Read();

    private static JsonSchema Read()
    {
        using var stream = typeof(PolicySchema).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);

        // Completes at once: there is no reference to another file to be fetched.
        return JsonSchema.FromJsonAsync(reader.ReadToEnd()).GetAwaiter().GetResult();
    }
}
