namespace PolicyLayer.Core.Limits;

/// <summary>The whole numbers in which a token bucket is counted. An immutable value.</summary>
internal readonly struct BucketScale
{
    /// <summary>As many units as no bucket holds, and all that are told apart.</summary>
    internal const long Most = 2 * MaxUnits;

    // Leaves room for twice the capacity in a signed word that has lost one bit.
    private const long MaxUnits = 1L << 60;

    private readonly long _unitsPerTick;
    private readonly long _unitsPerToken;
    private readonly long _mostTokens;

    internal BucketScale(BudgetShape shape, long windowTicks)
    {
        var common = GreatestCommonDivisor(shape.Max, windowTicks);
        _unitsPerTick = shape.Max / common;
        _unitsPerToken = windowTicks / common;
        _mostTokens = Most / _unitsPerToken;
        Capacity = checked(shape.Burst * _unitsPerToken);
        TicksToFill = TicksToRefill(Capacity);
        if (Capacity > MaxUnits)
            throw new OverflowException("A bucket of this size cannot be counted exactly.");
    }

    /// <summary>What the bucket holds.</summary>
    internal long Capacity { get; }

    internal long TicksToFill { get; }

    /// <summary>Whether a bucket can be counted exactly on a clock of any frequency up to 1 GHz.</summary>
    internal static bool CanHold(long max, long burst, TimeSpan window)
    {
        const int NanosecondsPerTick = 100;
        var nanoseconds = window.Ticks * NanosecondsPerTick;
        return (Int128)burst * (nanoseconds / GreatestCommonDivisor(max, nanoseconds)) <= MaxUnits;
    }

    /// <summary>At most <see cref="Most"/>: before a reload, the bucket may have held more than it can count now.</summary>
    internal long UnitsOf(long tokens) => tokens <= _mostTokens ? tokens * _unitsPerToken : Most;

    internal long VirtualTime(long ticks) => unchecked(ticks * _unitsPerTick);

    internal long TokensLeft(long missing) => Math.Max(0, Capacity - missing) / _unitsPerToken;

    /// <summary>Rounded up.</summary>
    internal long TokensOf(long units) => (units + _unitsPerToken - 1) / _unitsPerToken;

    /// <summary>
    /// Rounded up. What never refills takes longer than <see cref="CounterReading.Never"/>, unless there is nothing to refill.
    /// </summary>
    internal long TicksToRefill(long units) =>
        _unitsPerTick == 0 ? (units == 0 ? 0 : long.MaxValue / 2) : (units + _unitsPerTick - 1) / _unitsPerTick;

    /// <summary>At most <see cref="Most"/>, which may be more than the bucket holds.</summary>
    internal long UnitsRefilledIn(long ticks) =>
        ticks >= TicksToRefill(Most) ? Most : ticks * _unitsPerTick;

    internal bool IsFasterThan(BucketScale other) =>
        (Int128)_unitsPerTick * other._unitsPerToken > (Int128)other._unitsPerTick * _unitsPerToken;

    private static long GreatestCommonDivisor(long a, long b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}
