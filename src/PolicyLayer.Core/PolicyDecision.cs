using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core;

/// <summary>What the policy says about one call. An immutable value; texts are built when they are read.</summary>
/// <remarks>
/// Safe to copy and to share between threads. The default value is a denial with the code
/// <see cref="DecisionCodes.EngineFailed"/>.
/// </remarks>
public readonly struct PolicyDecision
{
    // Flat, so that it is written once, where the host wants to have it: parts made elsewhere would be copied one by one.
    private readonly Verdict? _verdict;
    private readonly string? _tool;
    private readonly ToolPlan? _plan;
    private readonly RuleSelection _asking;
    private readonly LimitStates _limits;
    private readonly long _retryAfterMilliseconds;
    private readonly bool _isShadow;

    /// <summary>A decision that fell before the limits.</summary>
    internal PolicyDecision(Verdict verdict, string tool, in Ruling ruling)
    {
        _verdict = verdict;
        _tool = tool;
        _plan = ruling.Tool;
        _asking = ruling.Asking;
        _isShadow = ruling.IsShadow;
    }

    /// <summary>A decision by the limits.</summary>
    internal PolicyDecision(Verdict verdict, string tool, in Ruling ruling, in LimitOutcome outcome, ReadOnlySpan<LimitState> states)
    {
        _verdict = verdict;
        _tool = tool;
        _plan = ruling.Tool;
        _isShadow = ruling.IsShadow;
        _limits = new(states);
        _retryAfterMilliseconds = outcome.RetryAfter;
        if (outcome.Held is { } held)
            Reservation = new(held, outcome.Generation);
    }

    /// <summary>What the host must do.</summary>
    public PolicyOutcome Outcome => Effective.Outcome;

    /// <summary>Whether the host may dispatch the call.</summary>
    public bool IsAllowed => Effective.Outcome == PolicyOutcome.Allow;

    /// <summary>Why, as one of <see cref="DecisionCodes"/>.</summary>
    public string Code => Effective.Code;

    /// <summary>
    /// The pointer to the rule or limit that decided, such as <c>/tools/create_charge/deny_if/args.amount-gt</c>, or a name in
    /// parentheses where the document has none; empty for an allowed call. For the host and its log, not for the agent.
    /// </summary>
    public string Rule => Effective.Rule;

    /// <summary>What to tell the agent: the policy's own text, or the engine's. Empty for an allowed call.</summary>
    public string Message => _isShadow ? "" : JudgedMessage;

    /// <summary>
    /// With <see cref="PolicyOutcome.RateLimited"/>, how long a lone caller has to wait to be admitted, rounded up to whole
    /// milliseconds; otherwise <see langword="null"/>.
    /// </summary>
    public TimeSpan? RetryAfter => _isShadow ? null : JudgedRetryAfter;

    /// <summary>
    /// Where each limit stands after this decision, in the order: the tool's <c>limits</c>, its <c>rate_limit</c>, then the
    /// <c>limits</c> of <c>all_tools</c>. Empty if the decision fell before the limits, and in shadow mode. Every read makes a new list.
    /// </summary>
    public IReadOnlyList<LimitUsage> Usage => _isShadow ? [] : JudgedUsage;

    /// <summary>
    /// With <see cref="PolicyOutcome.ApprovalRequired"/>, what to ask a person; otherwise <see langword="null"/>. Every read
    /// makes a new one.
    /// </summary>
    public ApprovalRequest? ApprovalRequest => !_isShadow && JudgedVerdict.Outcome == PolicyOutcome.ApprovalRequired
        ? new(_tool!, _plan!.RulesOf(_asking), Message)
        : null;

    /// <summary>
    /// Under a policy in shadow mode, what would have been decided: this decision then allows the call. <see langword="null"/>
    /// otherwise, and for a malformed call, which is denied in either mode.
    /// </summary>
    public ShadowDecision? Shadow => _isShadow ? new(this) : null;

    /// <summary>What an allowed call holds of its limits until the host has dispatched it. Completing it is the host's duty.</summary>
    public Reservation Reservation { get; }

    /// <summary>What the policy says, also where shadow mode allows the call all the same.</summary>
    internal Verdict JudgedVerdict => _verdict ?? Verdict.EngineFailed;

    internal string JudgedMessage => DecisionMessage.For(JudgedVerdict, _tool, JudgedRetryAfter);

    internal TimeSpan? JudgedRetryAfter =>
        JudgedVerdict.Outcome == PolicyOutcome.RateLimited ? TimeSpan.FromMilliseconds(_retryAfterMilliseconds) : null;

    /// <summary>Where each limit stands by what was judged, in shadow mode as well.</summary>
    internal IReadOnlyList<LimitUsage> JudgedUsage => _plan is null ? [] : _plan.UsageOf(_limits);

    /// <summary>What the policy says about the tool, if the decision came as far.</summary>
    internal ToolPlan? Plan => _plan;

    /// <summary>The decision on the same call where the engine fails after all.</summary>
    internal PolicyDecision AfterFailure() => new(
        Verdict.EngineFailed, _tool!, new(Verdict.EngineFailed, _plan, _isShadow, Policy: null, Asking: default));

    private Verdict Effective => _isShadow ? Verdict.Allowed : JudgedVerdict;
}
