namespace PolicyLayer.Core.Limits;

/// <summary>What one limit of a call has charged, or is about to. Filled in place.</summary>
internal struct Charge
{
    /// <summary>The counter; <see langword="null"/> where the call costs nothing, or the counter is still to be made.</summary>
    internal Counter? Counter;

    /// <summary>Where a place is taken for a counter that is still to be made.</summary>
    internal CounterHome? Home;

    /// <summary>What is charged.</summary>
    internal long Cost;

    /// <summary>When, in ticks of the monotonic clock.</summary>
    internal long Time;

    /// <summary>Where the counter booked it; less than 0 if the time says that.</summary>
    internal long Mark;

    /// <summary>Where a charge that is booked by its time probably is; -1 if it was booked otherwise.</summary>
    internal readonly int Place => Mark < 0 ? (int)~Mark : -1;

    /// <summary>The mark of a charge that is booked by its time.</summary>
    /// <param name="place">Where it probably is.</param>
    internal static long ByTime(int place) => ~(long)place;
}
