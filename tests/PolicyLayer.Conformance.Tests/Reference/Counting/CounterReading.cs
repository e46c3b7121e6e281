namespace PolicyLayer.Conformance.Tests.Reference.Counting;

/// <summary>What a counter says of one cost. Times are in ticks from now.</summary>
/// <param name="MayAdmit">Whether the definition has room.</param>
/// <param name="MustAdmit">Whether there is room also where the format lets an engine free it late.</param>
/// <param name="Remaining">What is left.</param>
/// <param name="Wait">The time until the cost is left.</param>
/// <param name="Reset">The time until all is left if nobody calls.</param>
internal readonly record struct CounterReading(bool MayAdmit, bool MustAdmit, Bounds Remaining, Bounds Wait, Bounds Reset);
