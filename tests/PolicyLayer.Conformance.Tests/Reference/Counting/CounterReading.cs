namespace PolicyLayer.Conformance.Tests.Reference.Counting;

/// <summary>What a counter says of one cost. Times are in ticks from now.</summary>
/// <param name="MayAdmit">Whether the definition has room.</param>
/// <param name="MustAdmit">Whether there is room also where the format lets an engine free it late.</param>
/// <param name="Remaining">What is left.</param>
/// <param name="Wait">The time until the cost is left, or <see cref="Never"/>.</param>
/// <param name="Reset">The time until all is left if nobody calls, or <see cref="Never"/>.</param>
internal readonly record struct CounterReading(bool MayAdmit, bool MustAdmit, Bounds Remaining, Bounds Wait, Bounds Reset)
{
    /// <summary>100 years: what takes longer does not come.</summary>
    internal const long Never = 100 * 365 * TimeSpan.TicksPerDay;

    /// <summary>Whether the cost is refused for good.</summary>
    internal bool IsSpent => !MayAdmit && Wait.Low == Never;

    /// <summary>Whether it may be: where a reload leaves a choice, that is what may be missing still.</summary>
    internal bool MayBeSpent => !MustAdmit && Wait.High == Never;
}
