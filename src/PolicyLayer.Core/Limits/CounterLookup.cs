namespace PolicyLayer.Core.Limits;

/// <summary>What a counter is looked up by where its caller's counters are kept. An immutable value.</summary>
internal readonly struct CounterLookup(Budget budget, string? session) : ITableKey<Counter>
{
    public int Hash => session is null ? budget.Hash : HashCode.Combine(budget.Hash, session.GetHashCode(StringComparison.Ordinal));

    public bool Matches(Counter counter) => counter.Budget.IsOfSameCounterAs(budget) && counter.Session == session;
}
