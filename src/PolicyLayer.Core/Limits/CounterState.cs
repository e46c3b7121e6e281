namespace PolicyLayer.Core.Limits;

/// <summary>Where a counter of an <see cref="ICounterStore"/> stands after an answer. An immutable value.</summary>
/// <param name="Remaining">What is left of the budget: 0 to its maximum, for a bucket to its burst.</param>
/// <param name="Reset">The time until the whole budget is free if nobody calls, 0 or more. For a sliding window at most the window and
/// 1/64 of it; a calendar window to which a clock was set back may take longer. 100 years and more is never.</param>
/// <param name="RetryAfter">The wait after which this counter would admit the call, 100 years or more if none would do;
/// <see langword="null"/> unless it refuses. More than 0, and bounded as the reset is.</param>
public readonly record struct CounterState(long Remaining, TimeSpan Reset, TimeSpan? RetryAfter = null);
