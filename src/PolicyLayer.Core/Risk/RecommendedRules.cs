using System.Text.Json.Nodes;

namespace PolicyLayer.Core.Risk;

/// <summary>The rules recommended for one tool, in the published shape of its category.</summary>
internal static class RecommendedRules
{
    // A person reaches neither; an agent in a loop reaches both within seconds.
    private const int WritesPerMinute = 30;
    private const int ExecutionsPerMinute = 10;

    /// <summary>The rules of a tool that is listed; those that destroy are hidden, and have none.</summary>
    internal static JsonObject For(ToolRisk tool, CounterNames counters)
    {
        var rules = new JsonObject { ["description"] = RiskText.Describe(tool) };
        if (tool.Category == RiskCategory.Write)
            rules["limits"] = Limit(counters.For(tool.Tool), WritesPerMinute);
        else if (tool.Category == RiskCategory.Execute)
            rules["limits"] = Limit(counters.For(tool.Tool), ExecutionsPerMinute);
        else if (tool.Category == RiskCategory.Financial)
            rules["deny_if"] = Refusal();
        return rules;
    }

    private static JsonArray Limit(string counter, int max) => [new JsonObject
    {
        ["counter"] = counter,
        ["window"] = "minute",
        ["max"] = max,
        ["scope"] = "grant",
    }];

    private static JsonArray Refusal() => [new JsonObject
    {
        ["conditions"] = new JsonArray(),
        ["on_deny"] = "Requires human approval.",
    }];
}
