namespace PolicyLayer.Core.Limits;

/// <summary>
/// One live counter: what one caller has been charged of one budget. Safe for concurrent use, without a lock.
/// </summary>
/// <remarks>
/// <para>A counter that is freed, or gets another shape by a reload, is sealed and left behind. Sealing is what makes leaving safe: a
/// charge is made by a compare-exchange on a word that the sealer replaces. Either the charge came first, and the sealer has
/// read it, or it fails and sends its caller back to look the counter up again. No charge lands on an orphan.</para>
/// <para>A counter is opened after it stands in the table, for times from then on. Whoever read the clock before a counter of the
/// same key was freed, and stalled, must not find a fresh one: its admission, at the older time, would share a window with
/// what was freed. So a counter holds, from its first moment, what it would hold if all of its budget had come back
/// just when it was opened.</para>
/// </remarks>
internal abstract class Counter : ITableNode<Counter>
{
    private Budget _budget;
    private int _phase;

    /// <summary>A counter that nobody can charge until it is opened.</summary>
    /// <param name="home">Where it is kept.</param>
    /// <param name="session">The session it counts for, if it is of one.</param>
    /// <param name="budget">Its budget.</param>
    /// <param name="carriesOn">The counter whose charges it carries on, if there is one.</param>
    protected Counter(CounterHome home, string? session, Budget budget, Counter? carriesOn)
    {
        Home = home;
        Session = session;
        _budget = budget;
        Origin = carriesOn?.Origin ?? checked((int)budget.Version);
    }

    internal CounterHome Home { get; }

    internal string? Session { get; }

    /// <summary>
    /// The version of the policy set under which the counter's charges began, or that had it start anew. A charge made before can be
    /// given back to a successor of the same origin only: one that started anew does not count it.
    /// </summary>
    internal int Origin { get; private set; }

    internal Budget Budget => Volatile.Read(ref _budget);

    internal CounterPhase Phase => (CounterPhase)Volatile.Read(ref _phase);

    int ITableNode<Counter>.Hash => new CounterLookup(Budget, Session).Hash;

    /// <summary>A counter for a limit, which nobody can charge until it is opened.</summary>
    internal static Counter Create(CounterHome home, string? session, Budget budget) => budget.Shape.Algorithm switch
    {
        LimitAlgorithm.FixedWindow => new FixedWindowCounter(home, session, budget),
        LimitAlgorithm.TokenBucket => new BucketCounter(home, session, budget),
        _ when budget.Limit.FitsSlots => new SlotCounter(home, session, budget),
        _ => new SegmentCounter(home, session, budget),
    };

    bool ITableNode<Counter>.HasKeyOf(Counter other) => new CounterLookup(Budget, Session).Matches(other);

    /// <summary>Makes a policy set's budget the counter's own if it is newer and of the same shape.</summary>
    internal void Adopt(Budget budget)
    {
        var seen = Budget;
        while (seen.Version < budget.Version)
        {
            var found = Interlocked.CompareExchange(ref _budget, budget, seen);
            if (ReferenceEquals(found, seen))
                return;
            seen = found;
        }
    }

    /// <summary>Opens a new counter. Several threads may do so at once; each leaves it open.</summary>
    internal void Open(in Moment from)
    {
        OpenWords(from);
        Interlocked.CompareExchange(ref _phase, (int)CounterPhase.Open, (int)CounterPhase.New);
    }

    /// <summary>Whether a charge by <paramref name="limit"/> can be counted here.</summary>
    internal virtual bool CanCount(LimitPlan limit) => true;

    /// <summary>
    /// Whether <paramref name="limit"/> is counted here only because of what was charged before a reload, and better once that no
    /// longer counts.
    /// </summary>
    internal bool IsStopgapFor(LimitPlan limit) => this is SegmentCounter && limit.FitsSlots;

    /// <summary>Whether there is room for a cost. A quick look, which another thread's charge may overtake.</summary>
    internal abstract bool HasRoom(in Moment now, long cost);

    /// <summary>Looks, and changes nothing that anyone could notice.</summary>
    internal abstract CounterReading Read(in Moment now, long cost);

    /// <summary>Notes that a call has asked, whatever came of it. Nothing is charged.</summary>
    internal virtual void See(in Moment now)
    {
    }

    /// <summary>Charges if the budget has room and the counter is open.</summary>
    /// <param name="now">The time of the charge.</param>
    /// <param name="cost">The cost, 1 or more.</param>
    /// <param name="tentative">Whether the charge still has to be confirmed or released.</param>
    /// <param name="mark">Where the charge was booked, for its release.</param>
    /// <param name="left">Where the budget stands after the charge.</param>
    internal abstract bool TryCharge(in Moment now, long cost, bool tentative, out long mark, out LimitState left);

    /// <summary>Makes a tentative charge count for good, unless the counter was sealed: then it does already.</summary>
    internal abstract void Confirm(in Charge charge);

    /// <summary>Gives a charge back, as far as it has not come back by itself. False if the counter was sealed.</summary>
    internal abstract bool TryRelease(in Charge charge, in Moment now, bool tentative);

    /// <summary>Whether nothing of what was charged counts any more.</summary>
    internal abstract bool IsClosed(in Moment now);

    /// <summary>
    /// Takes the counter out of use if nothing that was charged counts any more. It is in hand then, and nobody makes another one of
    /// its key until it is left.
    /// </summary>
    internal bool TrySealClosed(in Moment now, out Sealing sealing)
    {
        sealing = default;
        if (!TryTakeInHand())
            return false;
        if (TrySealWords(now, onlyIfClosed: true, out sealing))
            return true;

        Volatile.Write(ref _phase, (int)CounterPhase.Open);
        return false;
    }

    /// <summary>
    /// Takes the counter out of use, and makes the one that takes its place, open and with all that still counts.
    /// <see langword="null"/> if another thread has its hands on the counter.
    /// </summary>
    internal Counter? TryCarryOn(Budget next, in Moment now)
    {
        if (!TryTakeInHand())
            return null;

        TrySealWords(now, onlyIfClosed: false, out var sealing);

        // A newer set may have begun to use the counter just before it was sealed: then its budget stays.
        var newest = Budget.Version > next.Version ? Budget : next;
        if (Budget.Shape.KeepsCountingAs(newest.Shape))
        {
            var successor = CarryOn(newest, next.Limit.IsCountedOneByOne, sealing);
            successor._phase = (int)CounterPhase.Open;
            return successor;
        }

        var fresh = Create(Home, Session, newest);
        fresh.Open(now);
        return fresh;
    }

    /// <summary>
    /// Takes the counter out of use, and makes one of the same budget that takes its place, open and with nothing of what was charged.
    /// <see langword="null"/> if another thread has its hands on the counter.
    /// </summary>
    /// <param name="version">The version of the policy set that has it start anew.</param>
    internal Counter? TryStartAnew(long version)
    {
        if (!TryTakeInHand())
            return null;

        TrySealWords(default, onlyIfClosed: false, out _);
        var fresh = Create(Home, Session, Budget);
        fresh.Origin = checked((int)version);
        fresh.Open(default);
        return fresh;
    }

    /// <summary>Says that the counter, which was sealed, is gone: its place is free, or another one stands in it.</summary>
    internal void Leave() => Volatile.Write(ref _phase, (int)CounterPhase.Gone);

    /// <summary>
    /// The time of the wall clock, in 100 ns, from which on nothing can have been charged here; 0 if the counter does not run on it.
    /// </summary>
    internal virtual long UncountedFrom(in Sealing sealing) => 0;

    /// <summary>The counter that carries on the charges of this one, which the caller has sealed.</summary>
    protected abstract Counter CarryOn(Budget next, bool countedOneByOne, Sealing sealing);

    /// <summary>
    /// Gives each word that was never opened what it holds from <paramref name="from"/> on. A word that was opened stays.
    /// </summary>
    protected abstract void OpenWords(in Moment from);

    /// <summary>Seals the words. Called by one thread at a time, and by none after it has returned true.</summary>
    protected abstract bool TrySealWords(in Moment now, bool onlyIfClosed, out Sealing sealing);

    private bool TryTakeInHand() => Interlocked.CompareExchange(
        ref _phase, (int)CounterPhase.InHand, (int)CounterPhase.Open) == (int)CounterPhase.Open;
}
