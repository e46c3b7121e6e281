using System.Numerics;
using PolicyLayer.Conformance.Tests.Reference.Reading;

namespace PolicyLayer.Conformance.Tests.Reference.Counting;

/// <summary>
/// A bucket by what is missing from it, in units of which a tick refills <c>max</c> and a token is as many as the window has
/// ticks. A reload may round what is missing up to a token, and what was charged before it need not come back.
/// </summary>
internal sealed class TokenBucket(Limit limit) : Counter
{
    private readonly List<Charge> _charges = [];
    private readonly long _window = limit.Window;
    private long _max = limit.Max;
    private long _burst = limit.Burst;
    private long _seen;
    private long _reloaded = long.MinValue;
    private BigInteger _least;
    private BigInteger _most;

    internal override bool GoesOnAs(Limit limit) => limit is { Algorithm: "token_bucket" } && limit.Window == _window;

    internal override void Reload(Limit limit, bool isExact, Instant now)
    {
        if ((limit.Max, limit.Burst) == (_max, _burst))
            return;

        RefillUntil(now);
        (_max, _burst) = (limit.Max, limit.Burst);
        _most = (_most + _window - 1) / _window * _window;
        _reloaded = now.Time;
    }

    internal override CounterReading Read(Instant now, long cost)
    {
        RefillUntil(now);
        var (soon, last) = (_least + (cost - _burst) * (BigInteger)_window, _most + (cost - _burst) * (BigInteger)_window);
        return new(
            soon <= 0,
            last <= 0,
            new(Left(_most), Left(_least)),
            TicksToRefill(soon, last),
            TicksToRefill(_least, _most));
    }

    internal override Charge Charge(Instant now, long cost)
    {
        RefillUntil(now);
        var charge = new Charge(now, cost) { Left = cost * (BigInteger)_window };
        _charges.Add(charge);
        _least += charge.Left;
        _most = BigInteger.Max(_least, BigInteger.Min(_most + charge.Left, _burst * (BigInteger)_window));
        return charge;
    }

    internal override void GiveBack(Charge charge, Instant now)
    {
        RefillUntil(now);
        if (charge.IsGivenBack)
            return;

        charge.IsGivenBack = true;
        _least = BigInteger.Max(0, _least - charge.Left);
        if (charge.At.Time >= _reloaded)
            _most = BigInteger.Max(0, _most - charge.Left);
    }

    private void RefillUntil(Instant now)
    {
        var refilled = (now.Time - _seen) * (BigInteger)_max;
        _seen = now.Time;
        _least = BigInteger.Max(0, _least - refilled);
        _most = BigInteger.Max(0, _most - refilled);
        foreach (var charge in _charges)
            charge.Left = BigInteger.Max(0, charge.Left - refilled);
    }

    private long Left(BigInteger missing) => (long)(BigInteger.Max(0, _burst * (BigInteger)_window - missing) / _window);

    private Bounds TicksToRefill(BigInteger least, BigInteger most) => new(TicksToRefill(least), TicksToRefill(most));

    // With a maximum of 0 nothing ever refills.
    private long TicksToRefill(BigInteger units) =>
        units <= 0 ? 0
        : _max == 0 ? CounterReading.Never
        : (long)BigInteger.Min(CounterReading.Never, (units + _max - 1) / _max);
}
