namespace PolicyLayer.TestKit.Limits;

/// <summary>What a reference limit says of one cost. Times are in ticks of 100 ns from now.</summary>
/// <param name="Remaining">What is left.</param>
/// <param name="Wait">0 if the cost is left; otherwise the time until it is.</param>
/// <param name="Reset">The time until all is left if nobody calls.</param>
public readonly record struct ReferenceReading(long Remaining, long Wait, long Reset);
