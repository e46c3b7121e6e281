namespace PolicyLayer.Core;

/// <summary>How one decision came about: the rules and limits of the tool, in the order in which they are asked.</summary>
/// <remarks>
/// Immutable and safe to share. It holds no value of an argument or a fact unless these were asked for. A tool that is hidden,
/// not listed or denied by its <c>action</c> is decided before any rule, and has none here.
/// </remarks>
public sealed class DecisionTrace
{
    internal DecisionTrace(in PolicyDecision decision) => Decision = decision;

    internal DecisionTrace(
        in PolicyDecision decision,
        IReadOnlyList<RuleTrace> rules,
        IReadOnlyList<RuleTrace> approvals,
        IReadOnlyList<LimitTrace> limits)
        : this(decision)
    {
        Rules = rules;
        Approvals = approvals;
        Limits = limits;
    }

    /// <summary>
    /// The decision, as a preview: without a reservation, and with the usage of the counters as they stand. In shadow mode, the
    /// trace is that of <see cref="PolicyDecision.Shadow"/>.
    /// </summary>
    public PolicyDecision Decision { get; }

    /// <summary>
    /// The rules that can deny: those of <c>all_tools</c>, then the tool's, each <c>require</c> first. Those behind the first
    /// that stops the call are not reached.
    /// </summary>
    public IReadOnlyList<RuleTrace> Rules { get; } = [];

    /// <summary>
    /// The rules that can ask a person. The first that stops the call decides; the others are judged all the same, because the
    /// person is told all that ask.
    /// </summary>
    public IReadOnlyList<RuleTrace> Approvals { get; } = [];

    /// <summary>The limits: the tool's <c>limits</c>, its <c>rate_limit</c>, then the <c>limits</c> of <c>all_tools</c>.</summary>
    public IReadOnlyList<LimitTrace> Limits { get; } = [];

    internal static DecisionTrace Of(in ToolCall call, in PolicyDecision decision, bool withValues)
    {
        try
        {
            return decision.Plan?.Explain(call, decision, withValues) ?? new(decision);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            return new(decision.AfterFailure());
        }
    }
}
