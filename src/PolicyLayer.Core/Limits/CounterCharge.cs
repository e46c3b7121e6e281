namespace PolicyLayer.Core.Limits;

/// <summary>What one limit charges to one counter of an <see cref="ICounterStore"/>. An immutable value.</summary>
/// <param name="Key">The counter.</param>
/// <param name="Algorithm">How the budget comes back.</param>
/// <param name="Window">The length of the window, whole seconds.</param>
/// <param name="Max">The budget of a window, 0 to 10^12.</param>
/// <param name="Burst">What a token bucket holds at most, 1 to 10^12; with the other algorithms the same as
/// <paramref name="Max"/>.</param>
/// <param name="Cost">What the call costs, 0 to <paramref name="Burst"/>. A cost of 0 always passes.</param>
public readonly record struct CounterCharge(
    CounterKey Key, LimitAlgorithm Algorithm, TimeSpan Window, long Max, long Burst, long Cost);
