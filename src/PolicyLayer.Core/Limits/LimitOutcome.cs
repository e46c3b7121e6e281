namespace PolicyLayer.Core.Limits;

/// <summary>
/// What the limits of a call say, filled in place by whoever asks them: field by field and never copied, which on the way of every call
/// costs more than all of its arithmetic.
/// </summary>
internal struct LimitOutcome
{
    /// <summary>What the call holds if it is admitted.</summary>
    internal IHeldLimits? Held;

    /// <summary>Which reservation of <see cref="Held"/> is the call's.</summary>
    internal long Generation;

    /// <summary>Why the call is refused, if it is.</summary>
    internal LimitRefusal Refusal;

    /// <summary>The limit that is told: the first that refuses in the order of the tool's limits, or the first that is spent.</summary>
    internal int Index;

    /// <summary>The longest wait of all limits that refuse, in milliseconds, rounded up.</summary>
    internal long RetryAfter;
}
