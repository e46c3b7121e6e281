using System.Text.Json;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests;

/// <summary>Short ways to explain one call of a tool <c>t</c>.</summary>
internal static class Explained
{
    internal static DecisionTrace Explain(Policy policy, string arguments, bool withValues = false) =>
        new PolicyEvaluator(new PolicySet(policy)).Explain(new("t", JsonElement.Parse(arguments), Alice), withValues);

    internal static Policy Rules(string clause, params string[] rules) =>
        WithTools($$"""{ "t": { "{{clause}}": [{{string.Join(", ", rules)}}] } }""");

    internal static string Condition(string path, string op, string value) =>
        $$"""{ "path": "{{path}}", "op": "{{op}}", "value": {{value}} }""";
}
