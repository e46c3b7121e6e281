namespace PolicyLayer.Core.Tests;

/// <summary>Short ways to the policies and calls that many tests need.</summary>
internal static class Policies
{
    internal static readonly CallerContext Alice = new("server", "alice", "session-1");
    internal static readonly CallerContext Bob = new("server", "bob", "session-2");

    /// <summary>A policy with default deny and the given <c>tools</c> object.</summary>
    internal static Policy WithTools(string tools, string name = "policy") =>
        Policy.Parse($$"""{ "version": "1", "default": "deny", "tools": {{tools}} }""", name);

    /// <summary>A policy with one tool <c>t</c> under one counter <c>c</c>.</summary>
    internal static Policy WithLimit(int max, string window = "\"minute\"", string scope = "grant", string name = "policy") =>
        WithTools($$"""{ "t": { "limits": [{{Limit("c", max, window, scope)}}] } }""", name);

    internal static string Limit(string counter, int max, string window = "\"minute\"", string scope = "grant") =>
        $$"""{ "counter": "{{counter}}", "window": {{window}}, "max": {{max}}, "scope": "{{scope}}" }""";

    internal static ToolCall Call(string tool = "t", CallerContext? caller = null) =>
        new(tool, arguments: null, caller ?? Alice);
}
