using PolicyLayer.Core.Limits;

namespace PolicyLayer.Interleaving.Tests.Naive;

/// <summary>Segments that book a charge at its own time, however long its caller has stalled since.</summary>
internal sealed class NaiveSegments(long window, long max) : ILimiter
{
    private readonly SortedDictionary<long, long> _amounts = [];
    private readonly long _segment = window / 64;
    private long _total;

    public bool HasRoom(long now, long cost)
    {
        foreach (var (segment, amount) in _amounts.Where(held => (held.Key + 1) * _segment + window <= now).ToList())
        {
            _amounts.Remove(segment);
            _total -= amount;
            Core.Limits.Interleaving.At(Step.SegmentEmptied);
        }

        return _total + cost <= max;
    }

    public bool TryCharge(long now, long cost, out long mark)
    {
        mark = now / _segment;
        if (!HasRoom(now, cost))
            return false;

        _total += cost;
        _amounts[mark] = _amounts.GetValueOrDefault(mark) + cost;
        return true;
    }

    public void Release(long time, long cost, long mark, long now)
    {
        _total -= cost;
        _amounts[mark] -= cost;
    }
}
