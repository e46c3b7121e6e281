namespace PolicyLayer.Core.Limits;

/// <summary>What the limits of a call say. An immutable value.</summary>
/// <param name="Reservation">What the call holds if it is admitted.</param>
/// <param name="Refusal">Why the call is refused, if it is.</param>
/// <param name="Index">The first limit that refuses, in the order of the tool's limits.</param>
/// <param name="RetryAfter">The longest wait of all limits that refuse, in milliseconds, rounded up.</param>
internal readonly record struct LimitOutcome(
    Reservation Reservation, LimitRefusal Refusal = LimitRefusal.None, int Index = 0, long RetryAfter = 0);
