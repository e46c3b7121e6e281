using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Explain;

/// <summary>A trace as people look at it: what was judged, also where shadow mode allows the call, sorted by steps.</summary>
internal sealed class TraceView
{
    private readonly DecisionTrace _trace;

    internal TraceView(DecisionTrace trace)
    {
        _trace = trace;
        var decision = trace.Decision;
        IsShadow = decision.Shadow is not null;
        (Outcome, Code, Rule, Message) = decision.Shadow is { } shadow
            ? (shadow.Outcome, shadow.Code, shadow.Rule, shadow.Message)
            : (decision.Outcome, decision.Code, decision.Rule, decision.Message);
        Step = OrderStep.Of(Code);
    }

    internal bool IsShadow { get; }

    internal PolicyOutcome Outcome { get; }

    internal string Code { get; }

    internal string Rule { get; }

    internal string Message { get; }

    internal int? Step { get; }

    internal IReadOnlyList<RuleTrace> RulesOf(int step) => step switch
    {
        OrderStep.Rules => _trace.Rules,
        OrderStep.Approval => _trace.Approvals,
        _ => [],
    };

    internal IReadOnlyList<LimitTrace> LimitsOf(int step) => step == OrderStep.Limits ? _trace.Limits : [];
}
