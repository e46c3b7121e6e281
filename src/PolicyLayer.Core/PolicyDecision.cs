using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core;

/// <summary>What the policy says about one call. An immutable value; texts are built when they are read.</summary>
/// <remarks>
/// Safe to copy and to share between threads. The default value is a denial with the code
/// <see cref="DecisionCodes.EngineFailed"/>.
/// </remarks>
public readonly struct PolicyDecision
{
    private readonly Finding _finding;
    private readonly bool _isShadow;

    internal PolicyDecision(in Finding finding, bool isShadow, Reservation reservation = default)
    {
        _finding = finding;
        _isShadow = isShadow;
        Reservation = reservation;
    }

    /// <summary>What the host must do.</summary>
    public PolicyOutcome Outcome => Verdict.Outcome;

    /// <summary>Whether the host may dispatch the call.</summary>
    public bool IsAllowed => Verdict.Outcome == PolicyOutcome.Allow;

    /// <summary>Why, as one of <see cref="DecisionCodes"/>.</summary>
    public string Code => Verdict.Code;

    /// <summary>
    /// The pointer to the rule or limit that decided, such as <c>/tools/create_charge/deny_if/args.amount-gt</c>, or a name in
    /// parentheses where the document has none; empty for an allowed call. For the host and its log, not for the agent.
    /// </summary>
    public string Rule => Verdict.Rule;

    /// <summary>What to tell the agent: the policy's own text, or the engine's. Empty for an allowed call.</summary>
    public string Message => _isShadow ? "" : _finding.Message;

    /// <summary>
    /// With <see cref="PolicyOutcome.RateLimited"/>, how long a lone caller has to wait to be admitted, rounded up to whole
    /// milliseconds; otherwise <see langword="null"/>.
    /// </summary>
    public TimeSpan? RetryAfter => _isShadow ? null : _finding.RetryAfter;

    /// <summary>
    /// Where each limit stands after this decision, in the order: the tool's <c>limits</c>, its <c>rate_limit</c>, then the
    /// <c>limits</c> of <c>all_tools</c>. Empty if the decision fell before the limits, and in shadow mode. Every read makes a new list.
    /// </summary>
    public IReadOnlyList<LimitUsage> Usage => _isShadow ? [] : _finding.ToUsage();

    /// <summary>
    /// With <see cref="PolicyOutcome.ApprovalRequired"/>, what to ask a person; otherwise <see langword="null"/>. Every read
    /// makes a new one.
    /// </summary>
    public ApprovalRequest? ApprovalRequest => _isShadow ? null : _finding.ApprovalRequest;

    /// <summary>
    /// Under a policy in shadow mode, what would have been decided: this decision then allows the call. <see langword="null"/>
    /// otherwise, and for a malformed call, which is denied in either mode.
    /// </summary>
    public ShadowDecision? Shadow => _isShadow ? new(_finding) : null;

    /// <summary>What an allowed call holds of its limits until the host has dispatched it. Completing it is the host's duty.</summary>
    public Reservation Reservation { get; }

    /// <summary>Where each limit stands by what was judged, in shadow mode as well.</summary>
    internal IReadOnlyList<LimitUsage> JudgedUsage => _finding.ToUsage();

    private Verdict Verdict => _isShadow ? Verdict.Allowed : _finding.Verdict;
}
