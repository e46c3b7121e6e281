using System.Collections.Concurrent;
using System.Text;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks.Workloads;

/// <summary>Policies with many tools.</summary>
internal static class ToolCatalogue
{
    private static readonly ConcurrentDictionary<(int Tools, bool Limited), PolicySet> Loaded = new();

    /// <summary>The name of a tool. Numbers from the count of the tools on are not listed.</summary>
    internal static string NameOf(int number) => $"tool_{number:D6}";

    /// <summary>A policy that lists tools without rules, or each with a limit of its own. Loaded once.</summary>
    internal static PolicySet Load(int tools, bool limited) => Loaded.GetOrAdd(
        (tools, limited),
        static key => new(Policy.Parse(Write(key.Tools, key.Limited ? LimitedTool : static _ => "{}"))));

    /// <summary>The text of a policy in which each tool has two rules and a limit.</summary>
    internal static byte[] WriteGuarded(int tools) => Encoding.UTF8.GetBytes(Write(tools, static name => $$"""
        {
          "require": [{ "conditions": [{ "path": "args.currency", "op": "in", "value": ["usd", "eur"] }] }],
          "deny_if": [{ "conditions": [{ "path": "args.amount", "op": "gt", "value": 10000 }], "on_deny": "Too much." }],
          "limits": [{ "counter": "{{name}}_rate", "window": "minute", "max": 30, "scope": "grant" }]
        }
        """));

    // Without blanks, or 10,000 of them would be more than a document may hold.
    private static string LimitedTool(string name) =>
        $$"""{"limits":[{{SampleLimits.Sliding(counter: name).Replace(" ", "", StringComparison.Ordinal)}}]}""";

    private static string Write(int tools, Func<string, string> write)
    {
        var members = Enumerable.Range(0, tools).Select(NameOf).Select(name => $"\"{name}\": {write(name)}");
        return $$"""{ "version": "1", "default": "deny", "tools": { {{string.Join(",\n", members)}} } }""";
    }
}
