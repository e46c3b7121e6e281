using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks.Workloads;

/// <summary>The policies that are measured, each for every caller there is.</summary>
internal static class SamplePolicies
{
    /// <summary>The tool that has no rules.</summary>
    internal const string PlainTool = "list_customers";

    /// <summary>The tool that has rules, or limits.</summary>
    internal const string GuardedTool = "create_charge";

    /// <summary>The tool that no policy lists.</summary>
    internal const string UnlistedTool = "delete_customer";

    /// <summary>A policy with one tool without rules, and one with a rule of three predicates that are all looked at.</summary>
    internal static PolicySet WithoutLimits() => Parse("""
        {
          "version": "1",
          "default": "deny",
          "tools": {
            "list_customers": {},
            "create_charge": {
              "deny_if": [{ "conditions": [
                { "path": "args.currency", "op": "in", "value": ["usd", "eur"] },
                { "path": "args.livemode", "op": "eq", "value": true },
                { "path": "args.amount", "op": "gt", "value": 10000 }
              ] }]
            }
          }
        }
        """);

    /// <summary>A policy with one tool that has these limits.</summary>
    internal static PolicySet WithLimits(params string[] limits) => Parse($$"""
        {
          "version": "1",
          "default": "deny",
          "tools": { "create_charge": { "limits": [{{string.Join(',', limits)}}] } }
        }
        """);

    private static PolicySet Parse(string json) => new(Policy.Parse(json));
}
