namespace PolicyLayer.Core.Limits;

/// <summary>The counters of one server: those that all its callers share, and those of each grant. It stays for good.</summary>
internal sealed class ServerCounters(string server) : CounterHome, ITableNode<ServerCounters>
{
    private long _uncountedFrom;

    internal string Server => server;

    /// <summary>
    /// The time of the wall clock, in 100 ns since the Unix epoch, before which freed calendar windows may have been charged: a new
    /// one opens no earlier, so that a clock set back lets nothing through again.
    /// </summary>
    internal long UncountedFrom => Volatile.Read(ref _uncountedFrom);

    internal LockFreeTable<GrantCounters> Grants { get; } = new();

    int ITableNode<ServerCounters>.Hash => server.GetHashCode(StringComparison.Ordinal);

    bool ITableNode<ServerCounters>.HasKeyOf(ServerCounters other) => other.Server == server;

    /// <summary>Says up to which time a window that is being freed may have been charged.</summary>
    internal void RaiseUncountedFrom(long utcTicks) => Atomic.Raise(ref _uncountedFrom, utcTicks);

    // A policy bounds how many counters of this scope there are, and callers cannot make up servers.
    internal override bool TryTakePlace(int most, out bool isGone)
    {
        isGone = false;
        return true;
    }

    internal override bool LeavePlace() => false;
}
