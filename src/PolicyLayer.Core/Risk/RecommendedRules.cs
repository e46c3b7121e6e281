using System.Text.Json.Nodes;

namespace PolicyLayer.Core.Risk;

/// <summary>The rules recommended for one tool, in the published shape of its category.</summary>
internal static class RecommendedRules
{
    // A person reaches neither; an agent in a loop reaches both within seconds.
    private const int WritesPerMinute = 30;
    private const int ExecutionsPerMinute = 10;

    // In "hide", this stands for every tool.
    private const string Everything = "*";

    /// <summary>Whether the tool is hidden instead of being listed with rules.</summary>
    internal static bool Hides(ToolRisk tool) => tool.Category == RiskCategory.Destructive && tool.Tool != Everything;

    /// <summary>Whether a call of the tool may be allowed under its rules.</summary>
    internal static bool CanAllow(ToolRisk tool) => tool.Category < RiskCategory.Destructive;

    /// <summary>The rules of a tool that is listed.</summary>
    internal static JsonObject For(ToolRisk tool, CounterNames counters)
    {
        var rules = new JsonObject { ["description"] = RiskText.Describe(tool) };
        if (tool.Category == RiskCategory.Write)
            rules["limits"] = Limit(counters.For(tool.Tool), WritesPerMinute);
        else if (tool.Category == RiskCategory.Execute)
            rules["limits"] = Limit(counters.For(tool.Tool), ExecutionsPerMinute);
        else if (tool.Category == RiskCategory.Financial)
            rules["deny_if"] = Refusal();
        else if (tool.Category == RiskCategory.Destructive)
            Deny(rules);
        return rules;
    }

    /// <summary>Has a person look at the rules before they count: what is behind the denial is what is recommended.</summary>
    internal static void Deny(JsonObject rules)
    {
        rules.Insert(1, "action", "deny");
        rules.Insert(2, "reason", "Waits for a person to look it over.");
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
