namespace PolicyLayer.Core.Telemetry;

/// <summary>
/// What was decided about one call, and by what. It holds no value of an argument or a fact but what limits were charged, and that
/// only unless <see cref="DecisionEventOptions.ChargedAmounts"/> is off. Immutable and safe to share.
/// </summary>
/// <remarks>The tool's name and the keys are the caller's own words, cut but not escaped: escape them where they are shown.</remarks>
public sealed class DecisionEvent
{
    // Never handed out: who has a decision can complete its reservation.
    private readonly PolicyDecision _decision;
    private readonly IReadOnlyList<LimitUsage>? _usage;

    /// <summary>An event.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="usage">Where the limits stand, as far as that may be told; <see langword="null"/> if all of it may.</param>
    internal DecisionEvent(in PolicyDecision decision, IReadOnlyList<LimitUsage>? usage)
    {
        _decision = decision;
        _usage = usage;
    }

    /// <summary>The event's own id. Ids grow with time.</summary>
    public Guid Id { get; internal init; }

    /// <summary>When the decision was made.</summary>
    public DateTimeOffset Time { get; internal init; }

    /// <summary>How long the decision took, the wait for a counter store included; zero if the clock failed, and for the end of a call
    /// that was not approved.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>The caller's server; <see langword="null"/> if the host vouched for nobody.</summary>
    public string? Server { get; internal init; }

    /// <summary>The caller's grant; <see langword="null"/> if the host vouched for nobody.</summary>
    public string? Grant { get; internal init; }

    /// <summary>The caller's session, if the host has one.</summary>
    public string? Session { get; internal init; }

    /// <summary>The tool's name as it was called, cut to 128 UTF-16 units.</summary>
    public string Tool { get; internal init; } = "";

    /// <summary>
    /// The top-level keys of the arguments, sorted ordinally: of the first 32 as they were written, each cut to 64 UTF-16 units. Empty
    /// if the decision fell before the arguments were found to be well-formed.
    /// </summary>
    public IReadOnlyList<string> ArgumentKeys { get; internal init; } = [];

    /// <summary>How many top-level keys the arguments have, also beyond those in <see cref="ArgumentKeys"/>.</summary>
    public int ArgumentCount { get; internal init; }

    /// <summary>The name of the policy that decided; <see langword="null"/> if the caller has none, or if it was replaced
    /// during the decision so that it is not certain which it was.</summary>
    public string? PolicyName { get; internal init; }

    /// <summary>The SHA-256 hash of that policy's document in UTF-8 without a byte-order mark, in lower-case hexadecimal.</summary>
    public string? PolicyHash { get; internal init; }

    /// <summary>How often the evaluator's policies had been replaced when it decided; 0 for those it was made with.</summary>
    public long? PolicyVersion { get; internal init; }

    /// <summary>What the host had to do.</summary>
    public PolicyOutcome Outcome => _decision.Outcome;

    /// <summary>Why, as one of <see cref="DecisionCodes"/>.</summary>
    public string Code => _decision.Code;

    /// <summary>The pointer to the rule or limit that decided, as in <see cref="PolicyDecision.Rule"/>.</summary>
    public string Rule => _decision.Rule;

    /// <summary>What the agent is told; empty for an allowed call.</summary>
    public string Message => _decision.Message;

    /// <summary>With <see cref="PolicyOutcome.RateLimited"/>, how long a lone caller has to wait.</summary>
    public TimeSpan? RetryAfter => _decision.RetryAfter;

    /// <summary>
    /// Where each limit stands after the decision, as in <see cref="PolicyDecision.Usage"/>. Without
    /// <see cref="DecisionEventOptions.ChargedAmounts"/>, limits are missing on whose counter any call is charged what an argument
    /// says: it could be worked out.
    /// </summary>
    public IReadOnlyList<LimitUsage> Usage => Shadow is null ? _usage ?? _decision.Usage : [];

    /// <summary>In shadow mode, what would have been decided; otherwise <see langword="null"/>.</summary>
    public ShadowDecision? Shadow =>
        _usage is null || _decision.Shadow is null ? _decision.Shadow : new ShadowDecision(_decision, _usage);

    /// <summary>
    /// The ticket and who answered, of a call that a person has to approve, or that came with an approval; otherwise
    /// <see langword="null"/>. Such a call has an event when it asks and, unless its caller gives up, one when it ends, both with the
    /// same ticket. One that comes back with its ticket is first judged anew, which has an event as well: that of a question nobody is
    /// asked, with a ticket that is not kept.
    /// </summary>
    public ApprovalTrace? Approval { get; internal init; }

    /// <summary>
    /// The rules that can deny, as far as they were looked at, in that order; <see langword="null"/> if this was not recorded.
    /// </summary>
    public IReadOnlyList<RuleTrace>? Rules { get; internal init; }

    /// <summary>
    /// The rules that can ask a person, as far as they were looked at; <see langword="null"/> if this was not recorded.
    /// </summary>
    public IReadOnlyList<RuleTrace>? Approvals { get; internal init; }

    /// <summary>
    /// The limits, as far as they were looked at, with what the call costs each. An allowed call was charged that much; any other,
    /// nothing. What remains is what the decision left. <see langword="null"/> if this was not recorded.
    /// </summary>
    public IReadOnlyList<LimitTrace>? Limits { get; internal init; }

    /// <summary>What the policy says, also where shadow mode allows the call all the same.</summary>
    internal PolicyOutcome JudgedOutcome => _decision.JudgedVerdict.Outcome;

    internal string JudgedCode => _decision.JudgedVerdict.Code;
}
