namespace PolicyLayer.Core.Limits;

/// <summary>The counters of one server: those that all its callers share, and those of each grant. It stays for good.</summary>
internal sealed class ServerCounters(string server) : CounterHome, ITableNode<ServerCounters>
{
    internal string Server => server;

    internal LockFreeTable<GrantCounters> Grants { get; } = new();

    int ITableNode<ServerCounters>.Hash => server.GetHashCode(StringComparison.Ordinal);

    bool ITableNode<ServerCounters>.HasKeyOf(ServerCounters other) => other.Server == server;

    // A policy bounds how many counters of this scope there are, and callers cannot make up servers.
    internal override bool TryTakePlace(int most, out bool isGone)
    {
        isGone = false;
        return true;
    }

    internal override bool LeavePlace() => false;
}
