namespace PolicyLayer.Core.Limits;

/// <summary>What a look at a counter showed. Times are in milliseconds from now, rounded up. An immutable value.</summary>
/// <param name="Remaining">What is left of the budget.</param>
/// <param name="Wait">0 if the cost that was asked for is left; otherwise the time until it is, or <see cref="Never"/>.</param>
/// <param name="Reset">The time until all of the budget is left if nobody calls, or <see cref="Never"/>.</param>
internal readonly record struct CounterReading(long Remaining, long Wait, long Reset)
{
    /// <summary>The counter is out of use or is being replaced: look it up again.</summary>
    internal static readonly CounterReading OfSealed = new(Remaining: -1, Wait: 0, Reset: 0);

    /// <summary>
    /// The wait where only calls that are being decided stand in the way: they are gone in a moment, or confirmed, and nobody
    /// is sent away for a whole window because of them.
    /// </summary>
    internal const long ShortestWait = 1;

    /// <summary>
    /// 100 years of 365 days: what comes no sooner does not come. It is told as a time that a date can be worked out from.
    /// </summary>
    internal const long Never = 100 * 365 * TimeSpan.MillisecondsPerDay;

    internal bool IsSealed => Remaining < 0;
}
