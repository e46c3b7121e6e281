using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks that patterns can be matched, in a time that grows with the text and no faster.</summary>
internal static class PatternCheck
{
    internal static void Run(IReadOnlyList<RuleDocument> rules, PatternTable patterns, DiagnosticBag problems)
    {
        foreach (var condition in rules.SelectMany(static rule => rule.Conditions))
        {
            if (condition is { Operator.StringValue: "regex", Value: { StringValue: { } text } value }
                && patterns.Parse(text).Problem is { } problem)
            {
                problems.AtValue(
                    DiagnosticCodes.InvalidPattern, value,
                    $"Expected a pattern that can be matched in linear time, found {Excerpt.Of(value)}: {problem}.");
            }
        }
    }
}
