namespace PolicyLayer.Core.Limits;

/// <summary>One use of a counter, ready to be charged. Immutable.</summary>
/// <param name="Counter">The counter's name in the policy; <c>rate_limit</c> for the shorthand.</param>
/// <param name="Tool">The tool whose private <c>rate_limit</c> this is; otherwise <see langword="null"/>.</param>
/// <param name="Ordinal">The counter's number within its policy, from 0: uses of the same counter share it.</param>
/// <param name="Scope">Who shares the counter.</param>
/// <param name="Shape">What all uses of the counter agree on.</param>
/// <param name="IsCountedOneByOne">Whether every use in the policy costs 1, so that the counter can keep each admission.</param>
/// <param name="IsChargedByArgument">Whether any use in the policy costs what an argument says.</param>
/// <param name="Refund">When this use gives back what it charged.</param>
/// <param name="IsShadow">Whether the policy is in shadow mode, and so counts on counters of its own.</param>
internal sealed record LimitPlan(
    string Counter,
    string? Tool,
    int Ordinal,
    CounterScope Scope,
    BudgetShape Shape,
    bool IsCountedOneByOne = true,
    bool IsChargedByArgument = false,
    RefundRule Refund = RefundRule.NotDispatched,
    bool IsShadow = false)
{
    internal const string RateLimitCounter = "rate_limit";

    /// <summary>Up to this many admissions a sliding window keeps one by one, and is exact.</summary>
    internal const int MaxSlots = 128;

    internal bool FitsSlots =>
        IsCountedOneByOne && Shape is { Algorithm: LimitAlgorithm.SlidingWindow, Max: <= MaxSlots };

    /// <summary>Whether policies mean the same counter by both, each with a scope and shape of its own.</summary>
    internal bool HasNameOf(LimitPlan other) => Counter == other.Counter && Tool == other.Tool && IsShadow == other.IsShadow;

    /// <summary>Whether what was charged goes on counting when a policy says <paramref name="next"/> of the counter.</summary>
    internal bool KeepsCountingAs(LimitPlan next) => Scope == next.Scope && Shape.KeepsCountingAs(next.Shape);

    internal CounterKey KeyFor(string server, string grant, string? session) => Scope switch
    {
        CounterScope.Server => new(server, Counter, Scope, Tool, Grant: null, Session: null, IsShadow),
        CounterScope.Session => new(server, Counter, Scope, Tool, grant, session, IsShadow),
        _ => new(server, Counter, Scope, Tool, grant, Session: null, IsShadow),
    };
}
