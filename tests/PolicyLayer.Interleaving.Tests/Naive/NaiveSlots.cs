namespace PolicyLayer.Interleaving.Tests.Naive;

/// <summary>A sliding window of single calls whose words are released to what they held at first.</summary>
internal sealed class NaiveSlots(long window, int max, long empty) : ILimiter
{
    /// <summary>A word that is free at any time.</summary>
    internal const long Never = long.MinValue / 2;

    private readonly long[] _words = [.. Enumerable.Repeat(empty, max)];

    public bool HasRoom(long now, long cost) => Array.Exists(_words, word => word <= now - window);

    public bool TryCharge(long now, long cost, out long mark)
    {
        mark = Array.FindIndex(_words, word => word <= now - window);
        if (mark < 0)
            return false;

        _words[mark] = now;
        return true;
    }

    public void Release(long time, long cost, long mark, long now) => _words[mark] = empty;
}
