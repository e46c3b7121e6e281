namespace PolicyLayer.TestKit.Limits;

/// <summary>Every charge counts from its time until a window later.</summary>
public sealed class ReferenceSlidingWindow(long window, long max) : IReferenceLimit
{
    private readonly List<ReferenceCharge> _charges = [];
    private long _max = max;

    public void Reload(long time, long max, long burst) => _max = max;

    public ReferenceReading Read(long time, long utc, long cost)
    {
        long[] ends = [time, .. LiveAt(time).Select(charge => charge.Time + window).Order()];
        var free = ends.First(end => UsedAt(end) + cost <= _max);
        return new(Math.Max(0, _max - UsedAt(time)), free - time, ends[^1] - time);
    }

    public ReferenceCharge Charge(long time, long utc, long cost)
    {
        var charge = new ReferenceCharge(time, utc, cost);
        _charges.Add(charge);
        return charge;
    }

    public void GiveBack(ReferenceCharge charge, long time, long utc) =>
        charge.IsGivenBack = charge.IsGivenBack || time - charge.Time < window;

    /// <summary>Whether there is room for a cost if every charge counts for a time longer than the window.</summary>
    public bool HasRoom(long time, long cost, long late = 0) =>
        _charges.Where(charge => !charge.IsGivenBack && time - charge.Time < window + late).Sum(charge => charge.Cost) + cost <= _max;

    private long UsedAt(long time) => LiveAt(time).Sum(charge => charge.Cost);

    private IEnumerable<ReferenceCharge> LiveAt(long time) =>
        _charges.Where(charge => !charge.IsGivenBack && time - charge.Time < window);
}
