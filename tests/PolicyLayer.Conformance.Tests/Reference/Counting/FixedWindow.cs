using PolicyLayer.Conformance.Tests.Reference.Reading;

namespace PolicyLayer.Conformance.Tests.Reference.Counting;

/// <summary>Every charge counts in its calendar window. If the wall clock steps back, the latest window seen stays.</summary>
internal sealed class FixedWindow(Limit limit) : Counter
{
    private readonly long _window = limit.Window;
    private long _max = limit.Max;
    private long _latest = -1;
    private long _used;

    internal override bool GoesOnAs(Limit limit) => limit is { Algorithm: "fixed_window" } && limit.Window == _window;

    internal override void Reload(Limit limit, bool isExact, Instant now) => _max = limit.Max;

    internal override CounterReading Read(Instant now, long cost)
    {
        var (window, used) = At(now);
        var untilEnd = (window + 1) * _window - now.Utc;
        var hasRoom = used + cost <= _max;
        return new(
            hasRoom,
            hasRoom,
            Bounds.Of(Math.Max(0, _max - used)),
            Bounds.Of(hasRoom ? 0 : untilEnd),
            Bounds.Of(used == 0 ? 0 : untilEnd));
    }

    // A counter comes into being with its first charge: before, there is nothing that could see a window.
    internal override void See(Instant now)
    {
        if (_latest >= 0)
            (_latest, _used) = At(now);
    }

    internal override Charge Charge(Instant now, long cost)
    {
        (_latest, _used) = At(now);
        _used += cost;
        return new(now with { Utc = _latest * _window }, cost);
    }

    internal override void GiveBack(Charge charge, Instant now)
    {
        var isOpen = charge.At.Utc / _window == _latest && now.Utc / _window <= _latest;
        if (isOpen && !charge.IsGivenBack)
            _used -= charge.Cost;
        charge.IsGivenBack = true;
    }

    private (long Window, long Used) At(Instant now) =>
        now.Utc / _window > _latest ? (now.Utc / _window, 0) : (_latest, _used);
}
