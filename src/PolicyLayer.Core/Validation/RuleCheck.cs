using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks rules: either a list of conditions or one bare condition, each of them sound.</summary>
internal static class RuleCheck
{
    internal static void Run(IReadOnlyList<RuleDocument> rules, ShapeReport shape, DiagnosticBag problems)
    {
        foreach (var rule in rules)
        {
            NameCheck.Run(rule.Name, shape, problems);
            if (rule.ConditionList is null)
                CheckBare(rule, shape, problems);
            else
                CheckNotMixed(rule, problems);

            foreach (var condition in rule.Conditions)
                ConditionCheck.Run(condition, shape, problems);
        }
    }

    private static void CheckBare(RuleDocument rule, ShapeReport shape, DiagnosticBag problems)
    {
        if (shape.IsMisspelt(rule.Node, "conditions"))
            return;

        string[] missing =
        [
            .. ConditionDocument.Keys.Where(key => rule.Node.Member(key) is null && !shape.IsMisspelt(rule.Node, key)),
        ];
        if (missing.Length == ConditionDocument.Keys.Count)
        {
            problems.AtValue(
                DiagnosticCodes.MissingKey, rule.Node,
                "Expected the key \"conditions\", or \"path\", \"op\" and \"value\", found an object without them.");
            return;
        }

        foreach (var key in missing)
            problems.AtValue(DiagnosticCodes.MissingKey, rule.Node, SchemaCheck.Missing(key));
    }

    private static void CheckNotMixed(RuleDocument rule, DiagnosticBag problems)
    {
        foreach (var key in ConditionDocument.Keys)
        {
            if (rule.Node.Member(key) is { } extra)
            {
                problems.AtKey(
                    DiagnosticCodes.MixedRule, extra,
                    $"Expected either \"conditions\" or a single condition, found \"{key}\" beside \"conditions\".",
                    "Move it into the list.");
                return;
            }
        }
    }
}
