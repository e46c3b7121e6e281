using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Evaluation;

/// <summary>A limit with the verdicts it can give. Immutable.</summary>
internal sealed class LimitUse
{
    internal LimitUse(LimitPlan limit, string pointer, string? onDeny)
    {
        Limit = limit;
        Pointer = pointer;
        RateLimited = new(PolicyOutcome.RateLimited, DecisionCodes.RateLimited, pointer, onDeny);
        CostExceedsLimit = Verdict.Deny(DecisionCodes.CostExceedsLimit, pointer, onDeny);
        CounterCapacity = Verdict.Deny(DecisionCodes.CounterCapacity, pointer);
    }

    internal LimitPlan Limit { get; }

    internal string Pointer { get; }

    internal Verdict RateLimited { get; }

    internal Verdict CostExceedsLimit { get; }

    internal Verdict CounterCapacity { get; }
}
