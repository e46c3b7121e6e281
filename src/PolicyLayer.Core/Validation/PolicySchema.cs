using System.Diagnostics.CodeAnalysis;
using NJsonSchema;

namespace PolicyLayer.Core.Validation;

/// <summary>The JSON Schema of policy documents, as embedded in the library. Read once; safe to share.</summary>
[RequiresUnreferencedCode(SchemaReflection.Trimmed)]
[RequiresDynamicCode(SchemaReflection.Compiled)]
internal static class PolicySchema
{
    private const string Resource = "policy.v1.schema.json";

    internal static JsonSchema Instance { get; } = Read();

    internal static JsonSchema Read()
    {
        using var stream = typeof(PolicySchema).Assembly.GetManifestResourceStream(Resource)!;

        // Completes at once: there is no reference to another file to be fetched. From text instead of a stream, it would
        // heed the settings that the host has made for its own JSON.
        return JsonSchema.FromJsonAsync(stream).GetAwaiter().GetResult();
    }
}
