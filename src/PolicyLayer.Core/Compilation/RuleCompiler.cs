using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.Compilation;

/// <summary>Compiles lists of rules.</summary>
internal sealed class RuleCompiler(PatternTable patterns)
{
    internal IEnumerable<RulePlan> Compile(
        IReadOnlyList<RuleDocument> rules, RuleClause clause, string pointer, MemberSlots slots)
    {
        var ids = new RuleIds();
        foreach (var rule in rules)
        {
            var verdict = VerdictOf(clause, $"{pointer}/{ids.Next(rule)}", rule.OnDeny);
            yield return new(clause, [.. rule.Conditions.Select(condition => Compile(condition, slots))], verdict);
        }
    }

    private static Verdict VerdictOf(RuleClause clause, string pointer, string? text) => clause switch
    {
        RuleClause.Require => Verdict.Deny(DecisionCodes.RequirementFailed, pointer, text),
        RuleClause.DenyIf => Verdict.Deny(DecisionCodes.DenyRuleMatched, pointer, text),
        _ => Verdict.AskApproval(pointer, text),
    };

    private Condition Compile(ConditionDocument condition, MemberSlots slots)
    {
        var path = PathParser.Parse(condition.Path!.Text).Path!;
        return new(
            new(condition.Path!.Text, condition.Operator!.Text),
            path,
            PredicateCompiler.Compile(condition.Operator!.Text, condition.Value!, patterns),
            slots.SlotOf(path));
    }
}
