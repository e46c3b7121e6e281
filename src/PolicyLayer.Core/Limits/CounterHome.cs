namespace PolicyLayer.Core.Limits;

/// <summary>Where the counters of one grant, or those that all callers of one server share, are kept. Takes no lock.</summary>
internal abstract class CounterHome
{
    // Nothing, the only counter, or a table of them. Most grants have few counters, and a million of them have one each.
    private object? _counters;
    private int _hand;

    /// <summary>How many places there are to go around.</summary>
    internal int Places => Volatile.Read(ref _counters) is LockFreeTable<Counter> table ? table.Length : 1;

    internal Counter? Find(Budget budget, string? session)
    {
        var lookup = new CounterLookup(budget, session);
        var held = Volatile.Read(ref _counters);
        if (held is LockFreeTable<Counter> table)
            return table.Find(lookup);

        return held is Counter only && lookup.Matches(only) ? only : null;
    }

    /// <summary>Adds a counter unless there is one of its key.</summary>
    /// <returns>The counter of the key that is kept.</returns>
    internal Counter GetOrAdd(Counter counter)
    {
        while (true)
        {
            var held = Volatile.Read(ref _counters);
            if (held is LockFreeTable<Counter> table)
                return table.GetOrAdd(counter);
            if (held is ITableNode<Counter> only && only.HasKeyOf(counter))
                return (Counter)held;

            var next = held is Counter other ? TableOf(other) : (object)counter;
            Interleaving.At(Step.TablePlaceFound);
            if (ReferenceEquals(Interlocked.CompareExchange(ref _counters, next, held), held) && next == counter)
                return counter;
        }
    }

    /// <summary>Puts the successor of a counter in its place.</summary>
    internal void Replace(Counter counter, Counter next)
    {
        if (!ReferenceEquals(Interlocked.CompareExchange(ref _counters, next, counter), counter))
            ((LockFreeTable<Counter>)_counters!).TryReplace(counter, next);
    }

    /// <summary>Takes a counter out that is gone. It may be out already.</summary>
    internal void Remove(Counter counter)
    {
        if (!ReferenceEquals(Interlocked.CompareExchange(ref _counters, null, counter), counter)
            && Volatile.Read(ref _counters) is LockFreeTable<Counter> table)
        {
            table.TryRemove(counter);
        }
    }

    /// <summary>The next of its places to look for a closed counter in; <see langword="null"/> if nothing is there.</summary>
    internal Counter? Next()
    {
        var held = Volatile.Read(ref _counters);
        if (held is not LockFreeTable<Counter> table)
            return (Counter?)held;

        // Two who walk at once may look at the same place, or miss one this time round: nothing depends on it.
        _hand = _hand + 1 < table.Length ? _hand + 1 : 0;
        return table.At(_hand);
    }

    /// <summary>Every counter that is kept here all the time that it takes to walk through them, and perhaps others.</summary>
    internal IEnumerable<Counter> All() => Volatile.Read(ref _counters) switch
    {
        LockFreeTable<Counter> table => table.All(),
        Counter only => [only],
        _ => [],
    };

    /// <summary>Counts one more counter. False at the bound, or if the home is gone.</summary>
    /// <param name="most">The bound.</param>
    /// <param name="isGone">Whether the home is out of use, so that another one has to be found.</param>
    internal abstract bool TryTakePlace(int most, out bool isGone);

    /// <summary>Counts one counter less.</summary>
    /// <returns>Whether the home is out of use from now on, since it keeps none.</returns>
    internal abstract bool LeavePlace();

    private static LockFreeTable<Counter> TableOf(Counter counter)
    {
        var table = new LockFreeTable<Counter>();
        table.GetOrAdd(counter);
        return table;
    }
}
