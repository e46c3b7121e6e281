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
    /// <summary>How many limits a call may have before a decision on it needs an array.</summary>
    internal const int LimitsInPlace = 4;

    // Flat, and small: a decision is copied to where the host wants it, and parts that were made elsewhere would be copied twice,
    // each time after a wait until what was just written has reached the cache.
    private readonly Verdict? _verdict;
    private readonly string? _tool;
    private readonly ToolPlan? _plan;
    private readonly IHeldLimits? _held;

    // What fits nowhere else: a request, or in a preview the rules that ask (see RuleSelection), or where limits beyond those in
    // place stand.
    private readonly object? _more;

    // With what is held, its generation; with a refusal by the limits, milliseconds to wait; with a question, which rules ask.
    private readonly long _number;
    private readonly bool _isShadow;
    private readonly bool _isCounted;
    private readonly LimitState _first;
    private readonly LimitState _second;
    private readonly LimitState _third;
    private readonly LimitState _fourth;

    /// <summary>A decision that fell before the limits.</summary>
    internal PolicyDecision(Verdict verdict, string tool, in Ruling ruling)
    {
        _verdict = verdict;
        _tool = tool;
        _plan = ruling.Tool;
        _more = ruling.Request ?? (object?)ruling.Asking.More;
        _number = (long)ruling.Asking.First;
        _isShadow = ruling.IsShadow;
    }

    /// <summary>A decision by the limits.</summary>
    internal PolicyDecision(Verdict verdict, string tool, in Ruling ruling, in LimitOutcome outcome, ReadOnlySpan<LimitState> states)
    {
        _verdict = verdict;
        _tool = tool;
        _plan = ruling.Tool;
        _held = outcome.Held;
        _more = states.Length > LimitsInPlace ? states.ToArray() : null;
        _number = outcome.Held is null ? outcome.RetryAfter : outcome.Generation;
        _isShadow = ruling.IsShadow;
        _isCounted = states.Length > 0;
        _first = At(states, 0);
        _second = At(states, 1);
        _third = At(states, 2);
        _fourth = At(states, 3);
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
    /// With <see cref="PolicyOutcome.ApprovalRequired"/>, what to ask a person; otherwise <see langword="null"/>. That of a preview
    /// can only be read: it has no id, and tells no caller and no arguments.
    /// </summary>
    public ApprovalRequest? ApprovalRequest => !_isShadow && JudgedVerdict.Outcome == PolicyOutcome.ApprovalRequired
        ? _more as ApprovalRequest ?? PreviewedRequest
        : null;

    /// <summary>
    /// Under a policy in shadow mode, what would have been decided: this decision then allows the call. <see langword="null"/>
    /// otherwise, and for a malformed call, which is denied in either mode.
    /// </summary>
    public ShadowDecision? Shadow => _isShadow ? new(this) : null;

    /// <summary>What an allowed call holds of its limits until the host has dispatched it. Completing it is the host's duty.</summary>
    public Reservation Reservation => _held is null ? default : new(_held, _number);

    /// <summary>What the policy says, also where shadow mode allows the call all the same.</summary>
    internal Verdict JudgedVerdict => _verdict ?? Verdict.EngineFailed;

    internal string JudgedMessage => DecisionMessage.For(JudgedVerdict, _tool, JudgedRetryAfter);

    internal TimeSpan? JudgedRetryAfter =>
        JudgedVerdict.Outcome == PolicyOutcome.RateLimited ? TimeSpan.FromMilliseconds(_number) : null;

    /// <summary>Where each limit stands by what was judged, in shadow mode as well.</summary>
    internal IReadOnlyList<LimitUsage> JudgedUsage => _isCounted
        ? _plan!.UsageOf(_more as LimitState[] ?? [_first, _second, _third, _fourth])
        : [];

    /// <summary>What the policy says about the tool, if the decision came as far.</summary>
    internal ToolPlan? Plan => _plan;

    /// <summary>The decision on the same call where the engine fails after all.</summary>
    internal PolicyDecision AfterFailure() => Instead(Verdict.EngineFailed);

    /// <summary>The decision on the same call where nobody approved it in time.</summary>
    /// <param name="answer">What a person said, if anybody did; <see langword="null"/> if the store of the approvals failed.</param>
    internal PolicyDecision WithoutApproval(in ApprovalAnswer? answer) =>
        Instead(answer is { } known ? Verdict.NotApproved(known.Reason) : Verdict.StoreFailed);

    private PolicyDecision Instead(Verdict verdict) =>
        new(verdict, _tool!, new(verdict, _plan, _isShadow, Policy: null, Asking: default));

    internal ValueTask UndoAsync() => _held?.UndoAsync(_number) ?? ValueTask.CompletedTask;

    private ApprovalRequest PreviewedRequest => new()
    {
        Id = "",
        Server = "",
        Grant = "",
        Tool = _tool!,
        Arguments = "",
        Rules = _plan!.RulesOf(new(_more as ulong[], (ulong)_number)),
        Message = JudgedMessage,
        ExpiresAt = default,
        Digest = "",
    };

    // Half by half, as it was written a moment ago.
    private static LimitState At(ReadOnlySpan<LimitState> states, int index) =>
        index < states.Length ? new(states[index].Remaining, states[index].Reset) : default;

    private Verdict Effective => _isShadow ? Verdict.Allowed : JudgedVerdict;
}
