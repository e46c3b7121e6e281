namespace PolicyLayer.Core.Limits;

/// <summary>The counters of one grant on one server, bounded in number. The home goes when it keeps none.</summary>
internal sealed class GrantCounters(string grant) : CounterHome, ITableNode<GrantCounters>
{
    private const int Gone = -1;

    private int _count;

    internal string Grant => grant;

    /// <summary>Whether the home is out of use, for good.</summary>
    internal bool IsGone => Volatile.Read(ref _count) == Gone;

    int ITableNode<GrantCounters>.Hash => grant.GetHashCode(StringComparison.Ordinal);

    bool ITableNode<GrantCounters>.HasKeyOf(GrantCounters other) => other.Grant == grant;

    internal override bool TryTakePlace(int most, out bool isGone)
    {
        while (true)
        {
            var count = Volatile.Read(ref _count);
            isGone = count == Gone;
            if (isGone || count >= most)
                return false;
            if (Interlocked.CompareExchange(ref _count, count + 1, count) == count)
                return true;
        }
    }

    // Two steps: whoever takes a place in between keeps the home alive.
    internal override bool LeavePlace() =>
        Interlocked.Decrement(ref _count) == 0 && Interlocked.CompareExchange(ref _count, Gone, 0) == 0;
}
