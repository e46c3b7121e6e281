using System.Numerics;

namespace PolicyLayer.TestKit.Limits;

/// <summary>
/// A bucket by its history: what is missing is worked out from the beginning each time, in units of which a tick refills
/// <see cref="Max"/> and a token is as many as the window has ticks.
/// </summary>
public sealed class ReferenceTokenBucket(long window, long max, long burst) : IReferenceLimit
{
    private readonly List<(long Time, ReferenceCharge? Charge, BigInteger Missing, long Max)> _history = [];
    private readonly long _firstMax = max;

    public long Max { get; private set; } = max;

    public long Burst { get; private set; } = burst;

    public void Reload(long time, long max, long burst)
    {
        _history.Add((time, null, 0, max));
        (Max, Burst) = (max, burst);
    }

    public ReferenceReading Read(long time, long utc, long cost)
    {
        var missing = MissingAt(time, givenBackNeverWere: false);
        var excess = missing + (cost - Burst) * (BigInteger)window;
        var left = BigInteger.Max(0, Burst * (BigInteger)window - missing) / window;
        return new((long)left, excess <= 0 ? 0 : TicksToRefill(excess), TicksToRefill(missing));
    }

    public ReferenceCharge Charge(long time, long utc, long cost)
    {
        var charge = new ReferenceCharge(time, utc, cost);
        _history.Add((time, charge, cost * (BigInteger)window, Max));
        return charge;
    }

    /// <summary>Gives back what has not refilled since.</summary>
    public void GiveBack(ReferenceCharge charge, long time, long utc)
    {
        if (charge.IsGivenBack)
            return;

        charge.IsGivenBack = true;
        var left = charge.Cost * (BigInteger)window - (time - charge.Time) * (BigInteger)Max;
        if (left > 0)
            _history.Add((time, null, -left, Max));
    }

    /// <summary>Whether there is room for a cost if what was given back had never been charged.</summary>
    public bool HadRoom(long time, long cost) =>
        MissingAt(time, givenBackNeverWere: true) + cost * (BigInteger)window <= Burst * (BigInteger)window;

    private BigInteger MissingAt(long time, bool givenBackNeverWere)
    {
        BigInteger missing = 0;
        long seen = 0;
        var rate = _firstMax;
        foreach (var step in _history)
        {
            missing = BigInteger.Max(0, missing - (step.Time - seen) * (BigInteger)rate);
            seen = step.Time;
            rate = step.Max;
            var counts = step.Charge is { } charge ? !(givenBackNeverWere && charge.IsGivenBack) : !givenBackNeverWere;
            if (counts)
                missing = BigInteger.Max(0, missing + step.Missing);
        }

        return BigInteger.Max(0, missing - (time - seen) * (BigInteger)rate);
    }

    private long TicksToRefill(BigInteger units)
    {
        if (Max == 0)
            return units == 0 ? 0 : ReferenceReading.Never;

        return (long)BigInteger.Min(ReferenceReading.Never, (units + Max - 1) / Max);
    }
}
