namespace PolicyLayer.Core.Limits;

/// <summary>
/// The live counters: by server, by grant, by name. Made on first use and bounded in number; freed, a few at a time, by those
/// who make new ones, once their window has closed. An open window is never forgotten. Takes no lock.
/// </summary>
internal sealed class CounterTable
{
    private readonly int _maxCounters;
    private readonly int _maxCountersPerGrant;
    private readonly LockFreeTable<ServerCounters> _servers = new();
    private readonly CounterSweep _sweep;
    private readonly LimitClock _clock;
    private int _count;
    private long _freedTicks;

    internal CounterTable(int maxCounters, int maxCountersPerGrant, LimitClock clock)
    {
        _maxCounters = maxCounters;
        _maxCountersPerGrant = maxCountersPerGrant;
        _sweep = new(this, _servers, clock);
        _clock = clock;
    }

    /// <summary>
    /// The latest time in ticks at which a counter was freed. What takes a freed counter's place opens no earlier. Who has read the
    /// clock before it may be refused by that, and looks again with this time.
    /// </summary>
    internal long FreedTicks => Volatile.Read(ref _freedTicks);

    /// <summary>Finds the counter of a budget, and makes it serve that budget if a reload has changed it.</summary>
    /// <param name="caller">Whose counter.</param>
    /// <param name="budget">The budget under the policy set that the call is judged by.</param>
    /// <param name="now">The time. The wall clock is added to it if the counter asks for it.</param>
    /// <param name="counter">The counter, open; <see langword="null"/> if there is none.</param>
    /// <returns>False if another thread has its hands on the counter, so look again.</returns>
    internal bool TryFind(in Caller caller, Budget budget, ref Moment now, out Counter? counter)
    {
        counter = HomeOf(caller, budget)?.Find(budget, caller.SessionFor(budget));
        if (counter is null
            || (counter.Phase == CounterPhase.Open && ReferenceEquals(counter.Budget, budget) && !counter.IsStopgapFor(budget.Limit)))
        {
            return true;
        }

        return TryServe(caller, budget, ref now, ref counter);
    }

    /// <summary>Takes a place for one more counter. <see langword="null"/> at a bound.</summary>
    internal CounterHome? TryTakePlace(in Caller caller, Budget budget)
    {
        if (!TryCount())
            return null;

        var server = _servers.Find(new ServerLookup(caller.Server)) ?? _servers.GetOrAdd(new(caller.Server));
        CounterHome? home = budget.Scope == CounterScope.Server ? server : TryTakePlace(server, caller.Grant);
        if (home is null)
            Interlocked.Decrement(ref _count);
        return home;
    }

    /// <summary>Frees counters that have closed, anywhere and among the caller's own. The wall clock is added to the time.</summary>
    internal void MakeRoom(in Caller caller, ref Moment now)
    {
        if (Volatile.Read(ref _count) >= _maxCounters)
            _sweep.MakeRoom(ref now);
        if (_servers.Find(new ServerLookup(caller.Server)) is { } server && server.Grants.Find(new GrantLookup(caller.Grant)) is { } home)
            _sweep.MakeRoom(server, home, ref now);
    }

    /// <summary>Leaves a place that was taken, or that a freed counter had.</summary>
    internal void LeavePlace(ServerCounters server, CounterHome home)
    {
        Interlocked.Decrement(ref _count);
        if (home.LeavePlace())
            server.Grants.TryRemove((GrantCounters)home);
    }

    /// <summary>Leaves a place that was taken.</summary>
    internal void LeavePlace(in Caller caller, CounterHome home) =>
        LeavePlace(_servers.Find(new ServerLookup(caller.Server))!, home);

    /// <summary>Makes a counter in a place that was taken. If another thread was faster, its counter stays and the place is left.</summary>
    internal void Add(in Caller caller, Budget budget, CounterHome home, in Moment now)
    {
        var counter = Counter.Create(home, caller.SessionFor(budget), budget);
        if (!ReferenceEquals(home.GetOrAdd(counter), counter))
        {
            LeavePlace(caller, home);
            return;
        }

        // Read only now: a counter of the same key can have been freed until this one stood in the table, and not after.
        Interleaving.At(Step.CounterAdded);
        Open(caller, counter, now);
    }

    /// <summary>
    /// Looks at a few counters and frees those that have closed. For who has made one and charged it: a counter that is not charged
    /// yet is closed too.
    /// </summary>
    internal void SweepSome(in Caller caller, ref Moment now)
    {
        var server = _servers.Find(new ServerLookup(caller.Server))!;
        _sweep.Step(server, server.Grants.Find(new GrantLookup(caller.Grant)) ?? (CounterHome)server, ref now);
    }

    /// <summary>The counter that carries on the charges of one that was sealed; <see langword="null"/> if none does.</summary>
    internal static Counter? FindSuccessor(Counter counter)
    {
        const int MaxSpins = 100;
        var patience = default(SpinWait);
        while (patience.Count < MaxSpins)
        {
            var current = counter.Home.Find(counter.Budget, counter.Session);
            if (current is null || current.Origin != counter.Origin)
                return null;
            if (current.Phase == CounterPhase.Open)
                return current;

            // Sealed but not replaced yet: that takes a few instructions. If the thread that does it has lost its core, an
            // admission that would be given back stays spent.
            patience.SpinOnce(sleep1Threshold: -1);
        }

        return null;
    }

    /// <summary>The servers that have had counters.</summary>
    internal IEnumerable<ServerCounters> Servers => _servers.All();

    /// <summary>Forgets what a counter was charged before a policy set that says so, whether or not it still counts.</summary>
    /// <param name="counter">The counter, which may have been left by now.</param>
    /// <param name="version">The version of that policy set.</param>
    /// <remarks>
    /// What takes its place has its budget, as a late call of an older set expects, and a call of the new set gives it the new one, as to any
    /// counter that an older set has made. It need not open later than anything that was freed: what this budget was charged is
    /// forgotten, and one of the new budget opens after all that was.
    /// </remarks>
    internal static void StartAnew(Counter counter, long version)
    {
        // A thread that puts a successor in the counter's place, and has lost its core, gets it back while this one sleeps.
        const int MaxSpins = 10_000;
        var patience = default(SpinWait);
        while (patience.Count < MaxSpins)
        {
            var current = counter.Home.Find(counter.Budget, counter.Session);

            // One that is not open yet was charged nothing, and one of a later origin was charged by the new set at most.
            if (current is null || current.Origin >= version || current.Phase is CounterPhase.New or CounterPhase.Gone)
                return;

            if (current.TryStartAnew(version) is { } fresh)
            {
                Interleaving.At(Step.CounterSealed);
                current.Home.Replace(current, fresh);
                current.Leave();
                return;
            }

            patience.SpinOnce();
        }
    }

    /// <summary>Frees a counter that was found closed, if it still is.</summary>
    internal void Free(ServerCounters server, Counter counter, in Moment now)
    {
        // Told before the counter is gone: whoever finds it missing knows of this time.
        Interleaving.At(Step.CounterFoundClosed);
        Atomic.Raise(ref _freedTicks, now.Ticks);
        if (!counter.TrySealClosed(now, out var sealing))
            return;

        // In hand until then: nobody makes another counter of its key before all know where such a one may begin.
        server.RaiseUncountedFrom(counter.UncountedFrom(sealing));
        counter.Leave();
        Interleaving.At(Step.CounterSealed);
        counter.Home.Remove(counter);
        LeavePlace(server, counter.Home);
    }

    private void Open(in Caller caller, Counter counter, in Moment now) => counter.Open(AfterFreeing(caller, now));

    // What is new counts from here: a counter of its key may have been freed since its maker read the clock, or in a window to which
    // the wall clock was set back.
    private Moment AfterFreeing(in Caller caller, in Moment now) =>
        now.OrLater(new(FreedTicks, _servers.Find(new ServerLookup(caller.Server))!.UncountedFrom));

    private CounterHome? HomeOf(in Caller caller, Budget budget)
    {
        var server = _servers.Find(new ServerLookup(caller.Server));
        return server is null || budget.Scope == CounterScope.Server ? server : server.Grants.Find(new GrantLookup(caller.Grant));
    }

    private GrantCounters? TryTakePlace(ServerCounters server, string grant)
    {
        while (true)
        {
            var home = server.Grants.Find(new GrantLookup(grant)) ?? server.Grants.GetOrAdd(new(grant));
            if (home.TryTakePlace(_maxCountersPerGrant, out var isGone))
                return home;
            if (!isGone)
                return null;
            server.Grants.TryRemove(home);
        }
    }

    private bool TryCount()
    {
        if (Interlocked.Increment(ref _count) <= _maxCounters)
            return true;

        Interlocked.Decrement(ref _count);
        return false;
    }

    // A reload changed the limit, or another thread is not done with the counter yet.
    private bool TryServe(in Caller caller, Budget budget, ref Moment now, ref Counter? counter)
    {
        var found = counter!;

        // Freed as by a sweep: a counter of the kind that the limit wants is then made as any new one is.
        if (found.IsStopgapFor(budget.Limit) && found.IsClosed(now))
            Free(_servers.Find(new ServerLookup(caller.Server))!, found, now);
        if (found.Phase == CounterPhase.Gone)
        {
            found.Home.Remove(found);
            counter = null;
            return true;
        }

        // A call of one set may find a calendar window where another set has made one.
        if (found.Budget.Shape.Algorithm == LimitAlgorithm.FixedWindow)
            now = _clock.WithUtc(now);
        if (found.Phase == CounterPhase.New)
            Open(caller, found, now);

        var own = found.Budget;
        if (!found.CanCount(budget.Limit) || (own.Version < budget.Version && own.Shape != budget.Shape))
            return TryReshape(budget, AfterFreeing(caller, now), ref counter);

        // A call that began before a reload uses the newer budget.
        found.Adopt(budget);
        return found.Phase == CounterPhase.Open;
    }

    // With the same window, what was admitted goes on counting; with another, the counter starts anew.
    private static bool TryReshape(Budget budget, in Moment now, ref Counter? counter)
    {
        var found = counter!;
        var successor = found.TryCarryOn(budget, now);
        if (successor is null)
            return false;

        Interleaving.At(Step.CounterSealed);
        found.Home.Replace(found, successor);
        found.Leave();
        counter = successor;
        return true;
    }
}
