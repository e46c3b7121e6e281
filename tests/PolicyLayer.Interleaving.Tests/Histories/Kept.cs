namespace PolicyLayer.Interleaving.Tests.Histories;

/// <summary>An admission that was not given back. Times are in ticks.</summary>
/// <param name="Time">What the clock showed its caller.</param>
/// <param name="End">What the clock showed when it was admitted.</param>
/// <param name="Cost">What it was charged.</param>
/// <param name="Mark">Where its counter says that it is booked, if the test knows.</param>
internal readonly record struct Kept(long Time, long End, long Cost, long Mark = 0);
