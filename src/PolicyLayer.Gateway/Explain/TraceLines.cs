using PolicyLayer.Core;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Explain;

/// <summary>Puts a trace of the engine into words.</summary>
internal static class TraceLines
{
    internal static TraceView Of(string tool, DecisionTrace trace)
    {
        var decision = trace.Decision;
        var (outcome, code, rule, message) = decision.Shadow is { } shadow
            ? (shadow.Outcome, shadow.Code, shadow.Rule, shadow.Message)
            : (decision.Outcome, decision.Code, decision.Rule, decision.Message);
        return new(
            tool,
            decision.Shadow is not null,
            DecisionJson.Outcome(outcome),
            code,
            rule,
            message,
            [.. trace.Rules.Select(Of)],
            [.. trace.Approvals.Select(Of)],
            [.. trace.Limits.Select(Of)]);
    }

    private static RuleLine Of(RuleTrace rule) =>
        new(rule.Rule, TraceWords.Result(rule.Judgement), rule.Stops, [.. rule.Conditions.Select(Of)]);

    private static ConditionLine Of(ConditionTrace condition) => new(
        condition.Path,
        condition.Operator,
        TraceWords.Result(condition.Judgement),
        TraceWords.Why(condition.Judgement),
        TraceWords.Type(condition),
        condition.Elements,
        condition.DecidingElement)
    {
        Value = condition.Value,
    };

    private static LimitLine Of(LimitTrace limit) => new(
        limit.Rule,
        TraceWords.Result(limit.CostJudgement),
        TraceWords.Why(limit.CostJudgement),
        limit.Cost,
        limit.CostPath,
        TraceWords.CostType(limit),
        limit.Capacity,
        limit.Remaining);
}
