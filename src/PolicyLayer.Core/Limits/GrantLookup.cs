namespace PolicyLayer.Core.Limits;

/// <summary>What a grant's counters are looked up by on their server. An immutable value.</summary>
internal readonly struct GrantLookup(string grant) : ITableKey<GrantCounters>
{
    public int Hash => grant.GetHashCode(StringComparison.Ordinal);

    public bool Matches(GrantCounters node) => node.Grant == grant;
}
