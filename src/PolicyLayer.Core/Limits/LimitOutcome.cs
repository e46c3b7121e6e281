namespace PolicyLayer.Core.Limits;

/// <summary>What the limits of a call say; where each of them stands is told beside it. An immutable value.</summary>
/// <param name="Refusal">Why the call is refused, if it is.</param>
/// <param name="Index">The first limit that refuses, in the order of the tool's limits.</param>
/// <param name="RetryAfter">The longest wait of all limits that refuse, in milliseconds, rounded up.</param>
/// <param name="Reservation">What the call holds if it is admitted.</param>
internal readonly record struct LimitOutcome(LimitRefusal Refusal, int Index, long RetryAfter, Reservation Reservation)
{
    internal static LimitOutcome Admitted(Reservation reservation) => new(LimitRefusal.None, 0, 0, reservation);
}
