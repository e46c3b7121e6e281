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
            if (rule.ConditionList is { } list)
                CheckNotMixed(rule, list, problems);
            else
                CheckBare(rule, shape, problems);

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

    private static void CheckNotMixed(RuleDocument rule, DocumentNode list, DiagnosticBag problems)
    {
        var extra = ConditionDocument.Keys.Select(rule.Node.Member).FirstOrDefault(static member => member is not null);
        if (extra is null)
            return;

        var later = extra.KeyOffset > list.KeyOffset ? extra : list;
        problems.AtKey(
            DiagnosticCodes.MixedRule, later,
            $"Expected either \"conditions\" or a single condition, found \"{extra.Key}\" beside \"conditions\".",
            "Move the condition into the list.");
    }
}
