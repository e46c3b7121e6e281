namespace PolicyLayer.TestKit.Limits;

/// <summary>What a reference limit says of one cost. Times are in ticks of 100 ns from now.</summary>
/// <param name="Remaining">What is left.</param>
/// <param name="Wait">0 if the cost is left; otherwise the time until it is, or <see cref="Never"/>.</param>
/// <param name="Reset">The time until all is left if nobody calls, or <see cref="Never"/>.</param>
public readonly record struct ReferenceReading(long Remaining, long Wait, long Reset)
{
    /// <summary>100 years: what takes longer does not come.</summary>
    public const long Never = 100 * 365 * TimeSpan.TicksPerDay;
}
