namespace PolicyLayer.Core.Limits;

/// <summary>Where one limit stands. The times are in milliseconds, rounded up. An immutable value.</summary>
/// <param name="Remaining">What is left of the budget.</param>
/// <param name="Reset">The time until the whole budget is free if nobody calls.</param>
internal readonly record struct LimitState(long Remaining, long Reset);
