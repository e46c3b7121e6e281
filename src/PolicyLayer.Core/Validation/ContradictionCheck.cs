using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Warns of rules that can never hold because their conditions on one path exclude each other.</summary>
internal static class ContradictionCheck
{
    // Longer rules are not looked at, so that the work stays in proportion to the document.
    private const int MaxConditions = 32;

    internal static void Run(IReadOnlyList<RuleDocument> rules, bool isRequirement, DiagnosticBag problems)
    {
        foreach (var rule in rules.Where(static rule => rule.Conditions.Count is > 1 and <= MaxConditions))
        {
            if (FindContradiction(rule, isRequirement) is { } contradiction)
            {
                problems.AtValue(
                    DiagnosticCodes.NeverHolds, contradiction.Node,
                    "Expected conditions that can hold together, found one "
                    + $"on {Excerpt.Of(contradiction.Path!)} that others exclude.",
                    "The rule can never hold: all of its conditions must.");
            }
        }
    }

    /// <summary>The first condition that cannot hold together with those before it.</summary>
    private static ConditionDocument? FindContradiction(RuleDocument rule, bool isRequirement)
    {
        var byPath = new Dictionary<string, PossibleValues>(StringComparer.Ordinal);
        foreach (var condition in rule.Conditions)
        {
            if (!IsSound(condition))
                continue;

            // Several elements may each meet another condition.
            var path = condition.Path!.Text;
            if (path.Contains("[*]", StringComparison.Ordinal))
                continue;

            if (!byPath.TryGetValue(path, out var possible))
                byPath.Add(path, possible = new(isRequirement));
            if (!possible.Narrow(condition))
                return condition;
        }

        return null;
    }

    // What is not sound has a problem of its own.
    private static bool IsSound(ConditionDocument condition) =>
        condition is { Path.StringValue: not null, Operator.StringValue: { } op, Value: { } value } && Operators.Suits(op, value);
}
