namespace PolicyLayer.Core;

/// <summary>What a policy in shadow mode would have decided. An immutable value; texts are built when they are read.</summary>
/// <remarks>Safe to copy and to share between threads. The default value is a denial.</remarks>
public readonly struct ShadowDecision
{
    private readonly PolicyDecision _decision;
    private readonly IReadOnlyList<LimitUsage>? _usage;

    internal ShadowDecision(in PolicyDecision decision) => _decision = decision;

    /// <summary>The same with other words on where the limits stand.</summary>
    internal ShadowDecision(in PolicyDecision decision, IReadOnlyList<LimitUsage> usage)
        : this(decision) => _usage = usage;

    /// <summary>What the host would have had to do.</summary>
    public PolicyOutcome Outcome => _decision.JudgedVerdict.Outcome;

    /// <summary>Why, as one of <see cref="DecisionCodes"/>.</summary>
    public string Code => _decision.JudgedVerdict.Code;

    /// <summary>The pointer to the rule or limit that would have decided, as in <see cref="PolicyDecision.Rule"/>.</summary>
    public string Rule => _decision.JudgedVerdict.Rule;

    /// <summary>What the agent would have been told; empty for a call that would have been allowed.</summary>
    public string Message => _decision.JudgedMessage;

    /// <summary>
    /// With <see cref="PolicyOutcome.RateLimited"/>, how long a lone caller would have had to wait, rounded up to whole
    /// milliseconds; otherwise <see langword="null"/>.
    /// </summary>
    public TimeSpan? RetryAfter => _decision.JudgedRetryAfter;

    /// <summary>
    /// Where each limit stands on the counters of shadow mode, in the order of <see cref="PolicyDecision.Usage"/>. Every
    /// read makes a new list.
    /// </summary>
    public IReadOnlyList<LimitUsage> Usage => _usage ?? _decision.JudgedUsage;
}
