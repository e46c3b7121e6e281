namespace PolicyLayer.Core.Limits;

/// <summary>What one limit charges to one counter of an <see cref="ICounterStore"/>. An immutable value.</summary>
/// <param name="Key">The counter.</param>
/// <param name="Window">The length of the sliding window, whole seconds.</param>
/// <param name="Max">The most that may be admitted in any half-open interval of that length.</param>
/// <param name="Cost">What the call costs, 1 to <paramref name="Max"/>.</param>
public readonly record struct CounterCharge(CounterKey Key, TimeSpan Window, long Max, long Cost);
