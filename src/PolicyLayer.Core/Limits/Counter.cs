namespace PolicyLayer.Core.Limits;

/// <summary>
/// One live counter: what has been charged to one <see cref="CounterKey"/>. Its shape never changes; a counter that is freed,
/// or gets another shape by a reload, is sealed and left behind. Safe for concurrent use, without a lock.
/// </summary>
/// <remarks>
/// Sealing is what makes leaving safe: a charge is made by a compare-exchange on a word that the sealer replaces. Either the
/// charge came first, and the sealer has read it, or it fails and sends its caller back to the table. No charge lands on an
/// orphan.
/// </remarks>
internal abstract class Counter(CounterKey key, long id, BudgetShape shape, long version)
{
    private static long _lastId;

    private long _version = version;
    private int _sealing;

    internal CounterKey Key => key;

    /// <summary>
    /// The counter's place in the global order in which several are reserved. A counter that carries on the charges of another
    /// has the other's; one that starts anew has its own.
    /// </summary>
    internal long Id => id;

    internal BudgetShape Shape => shape;

    /// <summary>The newest version of the policy set that has used the counter, and so wants its shape.</summary>
    internal long Version => Volatile.Read(ref _version);

    /// <summary>Whether the counter is out of use, or about to be: the table knows its successor soon, if there is one.</summary>
    internal bool IsSealed => Volatile.Read(ref _sealing) != 0;

    /// <summary>A counter that has been charged nothing.</summary>
    internal static Counter Create(in CounterKey key, LimitPlan limit, long version, LimitClock clock)
    {
        var id = Interlocked.Increment(ref _lastId);
        return limit.Shape.Algorithm switch
        {
            LimitAlgorithm.FixedWindow => new FixedWindowCounter(key, id, limit.Shape, version, clock),
            LimitAlgorithm.TokenBucket => new BucketCounter(key, id, limit.Shape, version, clock),
            _ when limit.FitsSlots => new SlotCounter(key, id, limit.Shape, version, clock),
            _ => new SegmentCounter(key, id, limit.Shape, version, clock),
        };
    }

    internal void RaiseVersion(long version) => Atomic.Raise(ref _version, version);

    /// <summary>Whether a charge by <paramref name="limit"/> can be counted here.</summary>
    internal virtual bool CanCount(LimitPlan limit) => true;

    /// <summary>Looks, and changes nothing that anyone could notice.</summary>
    internal abstract CounterReading Read(in Moment now, long cost);

    /// <summary>Charges if the budget has room.</summary>
    /// <param name="now">The time of the charge.</param>
    /// <param name="cost">The cost, 1 or more.</param>
    /// <param name="tentative">Whether the charge still has to be confirmed or released.</param>
    /// <param name="mark">Where the charge was booked, for its release.</param>
    internal abstract bool TryCharge(in Moment now, long cost, bool tentative, out long mark);

    /// <summary>Makes a tentative charge count for good, unless the counter was sealed: then it does already.</summary>
    internal abstract void Confirm(in Charge charge);

    /// <summary>Gives a charge back, as far as it has not come back by itself. False if the counter was sealed.</summary>
    internal abstract bool TryRelease(in Charge charge, in Moment now, bool tentative);

    /// <summary>The time in ticks at which nothing of what was charged counts any more, if nobody calls.</summary>
    internal abstract long ClosesAt(in Moment now);

    /// <summary>Takes the counter out of use if nothing that was charged counts any more.</summary>
    internal bool TrySealClosed(in Moment now) => TrySeal(now, onlyIfClosed: true);

    /// <summary>Takes the counter out of use. False if another thread does or did.</summary>
    internal bool TrySeal(in Moment now) => TrySeal(now, onlyIfClosed: false);

    /// <summary>The counter that carries on the charges of this one, which the caller has sealed.</summary>
    internal abstract Counter CarryOn(BudgetShape next, bool countedOneByOne, long version, LimitClock clock);

    /// <summary>Seals the words. Called by one thread at a time, and by none after it has returned true.</summary>
    protected abstract bool TrySealWords(in Moment now, bool onlyIfClosed);

    private bool TrySeal(in Moment now, bool onlyIfClosed)
    {
        if (Interlocked.CompareExchange(ref _sealing, 1, 0) != 0)
            return false;
        if (TrySealWords(now, onlyIfClosed))
            return true;

        Volatile.Write(ref _sealing, 0);
        return false;
    }
}
