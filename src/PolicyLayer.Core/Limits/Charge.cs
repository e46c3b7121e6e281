namespace PolicyLayer.Core.Limits;

/// <summary>What one limit of a call has charged, or is about to. An immutable value.</summary>
/// <param name="Counter">The counter; <see langword="null"/> where the call costs nothing, or the counter is still to be made.</param>
/// <param name="Cost">What is charged.</param>
/// <param name="Time">When, in ticks of the monotonic clock.</param>
/// <param name="Mark">Where the counter booked it; less than 0 if the time says that.</param>
/// <param name="Home">Where a place is taken for a counter that is still to be made.</param>
internal readonly record struct Charge(Counter? Counter, long Cost, long Time, long Mark, CounterHome? Home = null)
{
    /// <summary>Where a charge that is booked by its time probably is; -1 if it was booked otherwise.</summary>
    internal int Place => Mark < 0 ? (int)~Mark : -1;

    /// <summary>The mark of a charge that is booked by its time.</summary>
    /// <param name="place">Where it probably is.</param>
    internal static long ByTime(int place) => ~(long)place;
}
