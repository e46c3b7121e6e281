namespace PolicyLayer.Benchmarks.Soak;

/// <summary>What came of many threads that tried one limit. An immutable value.</summary>
/// <param name="Tries">How many calls were decided.</param>
/// <param name="Kept">How many were admitted and not given back.</param>
/// <param name="Violations">How many of those should not have been.</param>
/// <param name="Trying">How long the deciding took, without the audit.</param>
internal readonly record struct SoakReport(long Tries, long Kept, long Violations, TimeSpan Trying);
