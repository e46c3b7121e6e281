namespace PolicyLayer.Core.Limits;

/// <summary>What a server's counters are looked up by. An immutable value.</summary>
internal readonly struct ServerLookup(string server) : ITableKey<ServerCounters>
{
    public int Hash => server.GetHashCode(StringComparison.Ordinal);

    public bool Matches(ServerCounters node) => node.Server == server;
}
