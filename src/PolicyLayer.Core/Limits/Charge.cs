namespace PolicyLayer.Core.Limits;

/// <summary>What one limit of a call has charged. An immutable value.</summary>
/// <param name="Counter">The counter; <see langword="null"/> where the call cost nothing.</param>
/// <param name="Cost">What was charged.</param>
/// <param name="Time">When, in ticks of the monotonic clock.</param>
/// <param name="Mark">Where the counter booked it; <see cref="ByTime"/> if the time says that.</param>
internal readonly record struct Charge(Counter? Counter, long Cost, long Time, long Mark)
{
    internal const long ByTime = -1;
}
