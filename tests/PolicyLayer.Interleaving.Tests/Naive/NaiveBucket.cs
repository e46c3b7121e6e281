using PolicyLayer.Core.Limits;

namespace PolicyLayer.Interleaving.Tests.Naive;

/// <summary>
/// A token bucket that gives back what it worked out before others charged it, or all of what was charged, however much of it has
/// refilled since.
/// </summary>
internal sealed class NaiveBucket(long ticksPerToken, long burst, bool givesBackAll) : ILimiter
{
    private long _missing;
    private long _time;

    public bool HasRoom(long now, long cost)
    {
        _missing = Math.Max(0, _missing - Math.Max(0, now - _time));
        _time = Math.Max(_time, now);
        return _missing + cost * ticksPerToken <= burst * ticksPerToken;
    }

    public bool TryCharge(long now, long cost, out long mark)
    {
        mark = 0;
        if (!HasRoom(now, cost))
            return false;

        _missing += cost * ticksPerToken;
        return true;
    }

    public void Release(long time, long cost, long mark, long now)
    {
        var given = cost * ticksPerToken - (givesBackAll ? 0 : now - time);
        Core.Limits.Interleaving.At(Step.ReleaseFound);
        _missing = Math.Max(0, _missing - Math.Max(0, given));
    }
}
