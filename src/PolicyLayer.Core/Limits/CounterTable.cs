using System.Collections.Concurrent;

namespace PolicyLayer.Core.Limits;

/// <summary>
/// The live counters by key, made on first use and bounded in number. At a bound, counters whose window has closed make room;
/// an open window is never forgotten.
/// </summary>
internal sealed class CounterTable(int maxCounters, int maxCountersPerGrant, LimitClock clock)
{
    private const int MaxSpins = 100;

    private readonly ConcurrentDictionary<CounterKey, Counter> _counters = new();
    private readonly ConcurrentDictionary<string, int> _countersOfGrant = new(StringComparer.Ordinal);
    private int _count;
    private int _sweeping;
    private long _nothingClosesBefore;
    private long _sweptTicks;
    private long _sweptUtc;

    /// <summary>
    /// The latest time at which counters were freed. Who has read the clock before it must not charge a counter found after it
    /// with the older time: the counter may have taken the place of one whose admissions that time shares a window with.
    /// </summary>
    internal Moment SweptAt => new(Volatile.Read(ref _sweptTicks), Volatile.Read(ref _sweptUtc));

    /// <summary>Finds the counter of a limit, or makes it.</summary>
    /// <param name="key">The counter's identity.</param>
    /// <param name="limit">The shape that the counter must have.</param>
    /// <param name="version">The version of the policy set that <paramref name="limit"/> belongs to.</param>
    /// <param name="now">The time. The wall clock is added to it if others have to be freed.</param>
    /// <param name="counter">The counter; <see langword="null"/> if another thread has its hands on it, so look again.</param>
    /// <returns>False at a bound.</returns>
    internal bool TryFindOrCreate(
        in CounterKey key, LimitPlan limit, long version, ref Moment now, out Counter? counter)
    {
        while (true)
        {
            if (TryFind(key, limit, version, now, out counter))
                return true;

            if (!TryTakePlace(key.Grant) && !(TrySweep(ref now) && TryTakePlace(key.Grant)))
                return false;

            counter = Counter.Create(key, limit, version, clock);
            if (_counters.TryAdd(key, counter))
            {
                // Nothing is charged to it yet, and perhaps nothing will be.
                MayClose(now.Ticks);
                return true;
            }

            LeavePlace(key.Grant);
        }
    }

    /// <summary>Whether the counter can serve the limit. A call that began before a reload uses the newer shape.</summary>
    internal static bool Serves(Counter counter, LimitPlan limit, long version)
    {
        if (!counter.CanCount(limit))
            return false;
        if (counter.Version >= version)
            return true;
        if (counter.Shape != limit.Shape)
            return false;

        counter.RaiseVersion(version);
        return true;
    }

    /// <summary>Finds the counter of a limit, as <see cref="TryFindOrCreate"/> does, and makes none. False if there is none.</summary>
    internal bool TryFind(in CounterKey key, LimitPlan limit, long version, in Moment now, out Counter? counter)
    {
        if (!_counters.TryGetValue(key, out counter))
            return false;

        if (!Serves(counter, limit, version))
            counter = TryReshape(counter, limit, version, now);
        return true;
    }

    /// <summary>The counter that carries on the charges of one that was sealed; <see langword="null"/> if none does.</summary>
    internal Counter? FindSuccessor(Counter counter)
    {
        var patience = default(SpinWait);
        while (counter.IsSealed && patience.Count < MaxSpins)
        {
            if (!_counters.TryGetValue(counter.Key, out var current))
                return null;
            if (current != counter)
                return current.Id == counter.Id ? current : null;

            // Sealed but not replaced yet: that takes a few instructions. If the thread that does it has lost its core, an
            // admission that would be given back stays spent.
            patience.SpinOnce(sleep1Threshold: -1);
        }

        return null;
    }

    /// <summary>Tells that a counter may be free to go at a time, earlier than the last sweep could foresee.</summary>
    internal void MayClose(long at)
    {
        var seen = Volatile.Read(ref _nothingClosesBefore);
        while (at < seen)
        {
            var found = Interlocked.CompareExchange(ref _nothingClosesBefore, at, seen);
            if (found == seen)
                return;
            seen = found;
        }
    }

    // A reload changed the limit. With the same window, what was admitted goes on counting; with another, the counter starts
    // anew. Whoever seals a counter alone replaces or removes it, so that the table still holds it here. A newer set may have
    // begun to use the counter just before it was sealed: then its shape stays.
    private Counter? TryReshape(Counter counter, LimitPlan limit, long version, in Moment now)
    {
        if (!counter.TrySeal(now))
            return null;

        var newest = counter.Version;
        var successor = newest > version ? counter.CarryOn(counter.Shape, limit.IsCountedOneByOne, newest, clock)
            : counter.Shape.KeepsCountingAs(limit.Shape) ? counter.CarryOn(limit.Shape, limit.IsCountedOneByOne, version, clock)
            : Counter.Create(counter.Key, limit, version, clock);

        _counters[counter.Key] = successor;
        MayClose(0);
        return successor;
    }

    private bool TryTakePlace(string? grant)
    {
        if (grant is not null && !TryCountForGrant(grant))
            return false;
        if (Interlocked.Increment(ref _count) <= maxCounters)
            return true;

        LeavePlace(grant);
        return false;
    }

    private void LeavePlace(string? grant)
    {
        Interlocked.Decrement(ref _count);
        if (grant is not null)
            UncountForGrant(grant);
    }

    private bool TryCountForGrant(string grant)
    {
        while (true)
        {
            if (!_countersOfGrant.TryGetValue(grant, out var count))
            {
                if (_countersOfGrant.TryAdd(grant, 1))
                    return true;
            }
            else if (count >= maxCountersPerGrant)
            {
                return false;
            }
            else if (_countersOfGrant.TryUpdate(grant, count + 1, count))
            {
                return true;
            }
        }
    }

    private void UncountForGrant(string grant)
    {
        while (_countersOfGrant.TryGetValue(grant, out var count))
        {
            if (count > 1 ? _countersOfGrant.TryUpdate(grant, count - 1, count) : _countersOfGrant.TryRemove(new(grant, count)))
                return;
        }
    }

    /// <summary>Frees every counter whose window has closed. False if there can be none, or another thread is at it.</summary>
    private bool TrySweep(ref Moment now)
    {
        if (now.Ticks < Volatile.Read(ref _nothingClosesBefore) || Interlocked.CompareExchange(ref _sweeping, 1, 0) != 0)
            return false;

        if (now.UtcTicks == 0)
            now = now with { UtcTicks = clock.Read(withUtc: true).UtcTicks };
        try
        {
            return Sweep(now);
        }
        finally
        {
            Volatile.Write(ref _sweeping, 0);
        }
    }

    private bool Sweep(in Moment now)
    {
        // Both before the first look: a counter that is freed is found missing only after its time is known, and one that may
        // close sooner is either seen below or told of after this.
        Atomic.Raise(ref _sweptTicks, now.Ticks);
        Atomic.Raise(ref _sweptUtc, now.UtcTicks);
        Interlocked.Exchange(ref _nothingClosesBefore, long.MaxValue);
        var freed = false;
        var closesNext = long.MaxValue;
        foreach (var (key, counter) in _counters)
        {
            var closesAt = counter.ClosesAt(now);
            if (closesAt > now.Ticks)
            {
                closesNext = Math.Min(closesNext, closesAt);
            }
            else if (counter.TrySealClosed(now))
            {
                _counters.TryRemove(new(key, counter));
                LeavePlace(key.Grant);
                freed = true;
            }
        }

        MayClose(freed ? 0 : closesNext);
        return freed;
    }
}
