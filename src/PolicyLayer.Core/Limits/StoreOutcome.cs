namespace PolicyLayer.Core.Limits;

/// <summary>What the limits of a call say whose counters are in a store. An immutable value.</summary>
/// <param name="Outcome">What they say.</param>
/// <param name="States">Where each of them stands.</param>
internal readonly record struct StoreOutcome(LimitOutcome Outcome, LimitStates States);
