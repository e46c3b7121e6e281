using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.Risk;

/// <summary>
/// Recommends a policy for the tools of a server, by the risk of each: reading is allowed, writing and executing are limited,
/// destroying is hidden, and paying waits for a person. The same tools give the same document, in whatever order they come.
/// </summary>
public static class PolicyRecommender
{
    private const string DenyAll = """{ "version": "1", "default": "deny" }""";

    /// <summary>Makes a policy that denies everything but these tools.</summary>
    /// <param name="tools">The tools. Of several with one name, the gravest counts.</param>
    /// <returns>A document that loads without an error, unless it is longer than a policy may be.</returns>
    [RequiresUnreferencedCode(SchemaReflection.Trimmed)]
    [RequiresDynamicCode(SchemaReflection.Compiled)]
    public static RecommendedPolicy Recommend(IEnumerable<ToolRisk> tools)
    {
        ArgumentNullException.ThrowIfNull(tools);
        var listed = ListedTools.Of(tools, Standing.In(DenyAll));
        var policy = new JsonObject
        {
            ["version"] = "1",
            ["description"] = RiskText.Summarize(listed.Tools),
            ["default"] = "deny",
        };
        var counters = CounterNames.Of(policy);
        foreach (var tool in listed.Tools)
            Add(policy, tool, RecommendedRules.For(tool, counters));
        return new RecommendedPolicy(PolicyText.Write(policy), listed.LeftOut, denied: []);
    }

    /// <summary>
    /// Adds what a policy lacks for these tools, and lets nothing through that it did not. What it says stays as it is: a tool that
    /// it lists or hides is left alone, and where it hides every tool, nothing is added. What its default denies is added with
    /// <c>"action": "deny"</c>.
    /// </summary>
    /// <param name="policyJson">The policy document.</param>
    /// <param name="tools">The tools. Of several with one name, the gravest counts.</param>
    /// <returns>The document with the additions behind what it said.</returns>
    /// <exception cref="PolicyLoadException">The policy has errors; the exception carries all of them.</exception>
    [RequiresUnreferencedCode(SchemaReflection.Trimmed)]
    [RequiresDynamicCode(SchemaReflection.Compiled)]
    public static RecommendedPolicy Merge(string policyJson, IEnumerable<ToolRisk> tools)
    {
        ArgumentNullException.ThrowIfNull(policyJson);
        ArgumentNullException.ThrowIfNull(tools);
        var standing = Standing.In(policyJson);
        var listed = ListedTools.Of(tools, standing);
        var policy = JsonNode.Parse(policyJson.TrimStart('\uFEFF'))!.AsObject();
        var counters = CounterNames.Of(policy);
        var denied = new List<string>();
        foreach (var tool in listed.Tools.Where(tool => !IsListed(policy, tool) && !standing.IsTaken(tool.Tool)))
        {
            var rules = RecommendedRules.For(tool, counters);
            if (standing.IsDeniedByDefault(tool.Tool) && RecommendedRules.CanAllow(tool))
            {
                RecommendedRules.Deny(rules);
                denied.Add(tool.Tool);
            }

            Add(policy, tool, rules);
        }

        return new RecommendedPolicy(PolicyText.Write(policy), listed.LeftOut, denied);
    }

    private static bool IsListed(JsonObject policy, ToolRisk tool) =>
        policy["tools"] is JsonObject tools && tools.ContainsKey(tool.Tool);

    private static void Add(JsonObject policy, ToolRisk tool, JsonObject rules)
    {
        if (RecommendedRules.Hides(tool))
            Member(policy, "hide", () => new JsonArray()).AsArray().Add((JsonNode)tool.Tool);
        else
            Member(policy, "tools", () => new JsonObject()).AsObject().Add(tool.Tool, rules);
    }

    private static JsonNode Member(JsonObject policy, string name, Func<JsonNode> create) => policy[name] ??= create();
}
