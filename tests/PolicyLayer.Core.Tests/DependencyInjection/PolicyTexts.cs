namespace PolicyLayer.Core.Tests.DependencyInjection;

/// <summary>Policy documents as a host has them: text.</summary>
internal static class PolicyTexts
{
    internal const string DenyAll = """{ "version": "1", "default": "deny" }""";
    internal const string AllowAll = """{ "version": "1", "default": "allow" }""";
    internal const string Invalid = """{ "version": "7", "default": "perhaps" }""";

    /// <summary>One tool <c>t</c> under one counter <c>c</c>.</summary>
    internal static string Limited(int max, string window = "\"minute\"", string scope = "grant") => $$"""
        { "version": "1", "default": "deny", "tools": { "t": { "limits": [
            {{Policies.Limit("c", max, window, scope)}} ] } } }
        """;
}
