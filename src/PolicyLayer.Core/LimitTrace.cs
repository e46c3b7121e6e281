using System.Text.Json;

namespace PolicyLayer.Core;

/// <summary>What one limit came to in a decision. Immutable and safe to share.</summary>
public sealed class LimitTrace
{
    internal LimitTrace(string rule, string counter, long capacity)
    {
        Rule = rule;
        Counter = counter;
        Capacity = capacity;
    }

    /// <summary>The limit's pointer, such as <c>/tools/create_charge/limits/refund_cents</c>.</summary>
    public string Rule { get; }

    /// <summary>The counter's name in the policy; <c>rate_limit</c> for the shorthand of that name.</summary>
    public string Counter { get; }

    /// <summary>The most that the budget ever holds: its <c>max</c>, or the <c>burst</c> of a token bucket.</summary>
    public long Capacity { get; }

    /// <summary>The path of the argument that says what the call costs; <see langword="null"/> if the cost is fixed.</summary>
    public string? CostPath { get; internal init; }

    /// <summary>
    /// The JSON type of that argument; a boolean is <see cref="JsonValueKind.True"/>, whichever it is. Undefined if it is absent or
    /// <c>null</c>, and if there is no such path.
    /// </summary>
    public JsonValueKind CostKind { get; internal init; }

    /// <summary>
    /// Whether the call can be charged. It fails if the cost is absent, no whole number from 0 to 10^12, or more than
    /// <see cref="Capacity"/>; a mismatch says why the argument cannot be read. <see langword="null"/> if the decision fell before.
    /// </summary>
    public Judgement? CostJudgement { get; internal init; }

    /// <summary>
    /// What the call costs; <see langword="null"/> if that is not known, and where an argument says it, unless values were
    /// asked for.
    /// </summary>
    public long? Cost { get; internal init; }

    /// <summary>
    /// What is left of the budget: as it stands before the call or, in an event, after it; <see langword="null"/> if the counter was
    /// not asked.
    /// </summary>
    public long? Remaining { get; internal init; }

    /// <summary>The time until the whole budget is free if nobody calls; <see langword="null"/> if the counter was not asked.</summary>
    public TimeSpan? Reset { get; internal init; }

    /// <summary>The same without what is left.</summary>
    internal LimitTrace WithoutUsage() => new(Rule, Counter, Capacity)
    {
        CostPath = CostPath,
        CostKind = CostKind,
        CostJudgement = CostJudgement,
        Cost = Cost,
    };
}
