namespace PolicyLayer.TestKit.Limits;

/// <summary>Every charge counts in its calendar window. A wall clock that steps back stays in the latest window seen.</summary>
public sealed class ReferenceFixedWindow(long window, long max) : IReferenceLimit
{
    private readonly List<ReferenceCharge> _charges = [];
    private long _max = max;
    private long _seen;

    public void Reload(long time, long max, long burst) => _max = max;

    public ReferenceReading Read(long time, long utc, long cost)
    {
        var current = WindowAt(utc);
        var used = _charges.Where(charge => !charge.IsGivenBack && charge.Utc / window == current).Sum(charge => charge.Cost);
        var untilEnd = (current + 1) * window - utc;
        return new(Math.Max(0, _max - used), used + cost <= _max ? 0 : untilEnd, used == 0 ? 0 : untilEnd);
    }

    public ReferenceCharge Charge(long time, long utc, long cost)
    {
        var charge = new ReferenceCharge(time, Math.Max(utc, WindowAt(utc) * window), cost);
        _charges.Add(charge);
        return charge;
    }

    public void See(long utc)
    {
        // Before its first charge there is no counter that could see a window.
        if (_charges.Count > 0)
            _seen = WindowAt(utc);
    }

    public void GiveBack(ReferenceCharge charge, long time, long utc) =>
        charge.IsGivenBack = charge.IsGivenBack || utc / window <= charge.Utc / window;

    private long WindowAt(long utc) => _charges.Select(charge => charge.Utc / window).Append(_seen).Append(utc / window).Max();
}
