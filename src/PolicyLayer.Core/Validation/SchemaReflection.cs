namespace PolicyLayer.Core.Validation;

/// <summary>What a host that is trimmed or compiled ahead of time is told where it would load a policy.</summary>
internal static class SchemaReflection
{
    internal const string Trimmed =
        "Checking a policy document against the JSON Schema uses reflection on what trimming may take away. Judging calls does not.";

    internal const string Compiled =
        "Checking a policy document against the JSON Schema may need code that is made at run time. Judging calls does not.";
}
