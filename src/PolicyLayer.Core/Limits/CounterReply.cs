namespace PolicyLayer.Core.Limits;

/// <summary>The answer of an <see cref="ICounterStore"/> to all charges of one call. Immutable.</summary>
/// <param name="Counters">Where each counter stands, in the order of the charges. The call is admitted if none refuses.</param>
/// <param name="Reservation">The store's name for what it reserved; <see langword="null"/> if it refused or only looked.</param>
public sealed record CounterReply(IReadOnlyList<CounterState> Counters, string? Reservation = null);
