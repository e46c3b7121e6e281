using System.Numerics;

namespace PolicyLayer.Core.Limits;

/// <summary>
/// The counters that one resolved caller has used. A cache: a counter is taken for what it is by the identity of its budget, and one
/// that has been left cannot be charged. Safe for concurrent use.
/// </summary>
internal abstract class KnownCounters
{
    private const int MaxOthers = 64;

    // The first stands apart, since many policies have one counter, and each step on the way to it may miss the cache.
    private Counter? _first;
    private Counter?[]? _others;

    /// <summary>Finds a counter, which may have been left since.</summary>
    /// <param name="budget">Its budget.</param>
    /// <param name="ordinal">Its number within the caller's policy. That of the budget may be of another policy.</param>
    internal Counter? Find(Budget budget, int ordinal)
    {
        var first = Volatile.Read(ref _first);
        if (first is null || ReferenceEquals(first.Budget, budget))
            return first;

        var others = Volatile.Read(ref _others);
        var counter = others is null ? null : Volatile.Read(ref others[ordinal & (others.Length - 1)]);
        return counter is not null && ReferenceEquals(counter.Budget, budget) ? counter : null;
    }

    /// <summary>Notes a counter that is open.</summary>
    /// <param name="counter">The counter.</param>
    /// <param name="budget">What it was found for. Nothing is noted if it serves a newer one.</param>
    /// <param name="ordinal">Its number within the caller's policy.</param>
    /// <param name="most">How many counters the policy has.</param>
    internal void Note(Counter counter, Budget budget, int ordinal, int most)
    {
        // One that has taken a newer set's budget, where it was noted already, is known again.
        var first = Volatile.Read(ref _first);
        if (!ReferenceEquals(counter.Budget, budget) || ReferenceEquals(first, counter))
            return;

        if (first is null || first.Phase != CounterPhase.Open || first.Budget.Version < budget.Version)
        {
            Volatile.Write(ref _first, counter);
            return;
        }

        // Two threads may both make the array, and one of them notes in vain.
        var others = Volatile.Read(ref _others);
        if (others is null || others.Length < Math.Min(most, MaxOthers))
        {
            others = new Counter?[BitOperations.RoundUpToPowerOf2((uint)Math.Min(most, MaxOthers))];
            Volatile.Write(ref _others, others);
        }

        Volatile.Write(ref others[ordinal & (others.Length - 1)], counter);
    }
}
