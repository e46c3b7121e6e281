namespace PolicyLayer.Core.Limits;

/// <summary>How the refusals of several limits come to one.</summary>
internal static class LimitOutcomeExtensions
{
    /// <summary>
    /// Notes that a limit refuses. The first one is what is told, but for one that waiting does not help: the wait of the others
    /// would be told in vain.
    /// </summary>
    /// <param name="outcome">What the limits before it say.</param>
    /// <param name="index">The limit.</param>
    /// <param name="refusal">Why it refuses.</param>
    /// <param name="wait">How long it would have the caller wait, in milliseconds.</param>
    internal static void Refuse(this ref LimitOutcome outcome, int index, LimitRefusal refusal, long wait)
    {
        outcome.RetryAfter = Math.Max(outcome.RetryAfter, wait);
        if (outcome.Refusal != LimitRefusal.None && (refusal != LimitRefusal.Spent || outcome.Refusal == LimitRefusal.Spent))
            return;

        outcome.Refusal = refusal;
        outcome.Index = index;
    }
}
