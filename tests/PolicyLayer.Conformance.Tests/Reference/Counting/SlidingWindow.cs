using PolicyLayer.Conformance.Tests.Reference.Reading;

namespace PolicyLayer.Conformance.Tests.Reference.Counting;

/// <summary>
/// Every charge counts from its time until a window later. Where that need not be exact, it may count for 1/64 of the window
/// longer.
/// </summary>
internal sealed class SlidingWindow(Limit limit) : Counter
{
    private readonly List<Charge> _charges = [];
    private readonly long _window = limit.Window;
    private long _max = limit.Max;
    private bool _isExact = limit.IsExact;

    internal override bool GoesOnAs(Limit limit) => limit is { Algorithm: "sliding_window" } && limit.Window == _window;

    // What was counted inexactly goes on so until nothing of it counts.
    internal override void Reload(Limit limit, bool isExact, Instant now)
    {
        _max = limit.Max;
        _isExact = isExact && (_isExact || Ends(now, _window / 64).Count == 0);
    }

    internal override CounterReading Read(Instant now, long cost)
    {
        var late = _isExact ? 0 : _window / 64;
        var (soon, last) = (Ends(now, 0), Ends(now, late));
        var (least, most) = (Used(soon), Used(last));
        return new(
            least + cost <= _max,
            most + cost <= _max,
            new(Math.Max(0, _max - most), Math.Max(0, _max - least)),
            new(Wait(soon, cost), Wait(last, cost)),
            new(soon.Select(static one => one.In).Append(0).Max(), last.Select(static one => one.In).Append(0).Max()));
    }

    internal override Charge Charge(Instant now, long cost)
    {
        var charge = new Charge(now, cost);
        _charges.Add(charge);
        return charge;
    }

    internal override void GiveBack(Charge charge, Instant now) => charge.IsGivenBack |= now.Time - charge.At.Time < _window;

    // What still counts, and how long it does, if it counts so much too long.
    private List<(long In, long Cost)> Ends(Instant now, long late) =>
    [
        .. _charges.Where(static charge => !charge.IsGivenBack)
            .Select(charge => (In: charge.At.Time + _window + late - now.Time, charge.Cost))
            .Where(static one => one.In > 0)
            .OrderBy(static one => one.In),
    ];

    private long Wait(List<(long In, long Cost)> ends, long cost) => Used(ends) + cost <= _max
        ? 0
        : ends.First(end => ends.Where(other => other.In > end.In).Sum(static other => other.Cost) + cost <= _max).In;

    private static long Used(List<(long In, long Cost)> ends) => ends.Sum(static one => one.Cost);
}
