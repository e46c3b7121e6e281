namespace PolicyLayer.Conformance.Tests.Reference.Counting;

/// <summary>A moment on both clocks, in ticks of 100 ns.</summary>
/// <param name="Time">The monotonic clock.</param>
/// <param name="Utc">The wall clock, since the Unix epoch.</param>
internal readonly record struct Instant(long Time, long Utc);
