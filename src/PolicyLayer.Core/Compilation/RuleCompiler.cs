using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.Compilation;

/// <summary>Compiles lists of rules.</summary>
internal sealed class RuleCompiler(PatternTable patterns)
{
    internal IEnumerable<RulePlan> Compile(IReadOnlyList<RuleDocument> rules, RuleClause clause, string pointer)
    {
        var code = clause == RuleClause.Require ? DecisionCodes.RequirementFailed : DecisionCodes.DenyRuleMatched;
        var ids = new RuleIds();
        foreach (var rule in rules)
        {
            var verdict = Verdict.Deny(code, $"{pointer}/{ids.Next(rule)}", rule.OnDeny);
            yield return new(clause, [.. rule.Conditions.Select(Compile)], verdict);
        }
    }

    private Condition Compile(ConditionDocument condition) => new(
        PathParser.Parse(condition.Path!.Text).Path!,
        PredicateCompiler.Compile(condition.Operator!.Text, condition.Value!, patterns));
}
