namespace PolicyLayer.Core.Limits;

/// <summary>A token bucket, as one word: the virtual time at which it would be full if nobody called.</summary>
/// <remarks>
/// <para>The generic cell rate algorithm (ITU-T I.371), in whole numbers: with max/window reduced to p/q, a tick refills p units
/// and a token is q units, so that nothing is ever rounded. Virtual time is ticks times p.</para>
/// <para>Virtual time wraps round. What is meant is the nearer way, which is right as long as the word is no more than half a
/// round old; a bucket that nobody touched for the time it takes to fill is full, whatever its word says.</para>
/// <para>INVARIANT: the time of a touch is raised before the word is changed. Who reads the word and then an old time knows
/// that the word is as old.</para>
/// </remarks>
internal class BucketCounter : Counter
{
    private const long Sealed = 1;
    private const long Unopened = 3;

    // Virtual time, shifted left by one, so that no time equals the two above.
    private long _word = Unopened;
    private long _touched = long.MinValue;
    private long _tentative;

    /// <summary>A bucket that has been charged nothing, and is not open.</summary>
    internal BucketCounter(CounterHome home, string? session, Budget budget)
        : base(home, session, budget, carriesOn: null)
    {
    }

    /// <summary>A bucket that carries on another's charges.</summary>
    /// <param name="carriesOn">The other bucket.</param>
    /// <param name="budget">The budget.</param>
    /// <param name="time">When the other was sealed, in ticks.</param>
    /// <param name="missing">What was missing then, in the units of the budget; it may be more than the bucket holds.</param>
    protected BucketCounter(BucketCounter carriesOn, Budget budget, long time, long missing)
        : base(carriesOn.Home, carriesOn.Session, budget, carriesOn)
    {
        _touched = time;
        _word = WordOf(budget.Scale, time, missing);
    }

    internal override bool HasRoom(in Moment now, long cost)
    {
        ref readonly var scale = ref Budget.Scale;
        var word = Volatile.Read(ref _word);
        return IsOpen(word) && MissingAt(scale, word, now.Ticks) + scale.UnitsOf(cost) <= scale.Capacity;
    }

    internal override CounterReading Read(in Moment now, long cost)
    {
        var budget = Budget;
        ref readonly var scale = ref budget.Scale;
        var word = Volatile.Read(ref _word);
        if (!IsOpen(word))
            return CounterReading.OfSealed;

        var missing = MissingAt(scale, word, now.Ticks);
        var excess = missing + scale.UnitsOf(cost) - scale.Capacity;
        var wait = excess <= 0 ? 0
            : excess <= scale.UnitsOf(Volatile.Read(ref _tentative)) ? CounterReading.ShortestWait
            : MillisecondsToRefill(budget, excess);
        return new(scale.TokensLeft(missing), wait, MillisecondsToRefill(budget, missing));
    }

    internal override bool TryCharge(in Moment now, long cost, bool tentative, out long mark, out LimitState left)
    {
        mark = 0;
        var budget = Budget;
        ref readonly var scale = ref budget.Scale;
        if (tentative)
            Interlocked.Add(ref _tentative, cost);
        while (true)
        {
            var word = Volatile.Read(ref _word);
            var missing = IsOpen(word) ? MissingAt(scale, word, now.Ticks) + scale.UnitsOf(cost) : long.MaxValue;
            if (missing > scale.Capacity)
                break;

            Interleaving.At(Step.RoomFound);
            Atomic.Raise(ref _touched, now.Ticks);
            if (Interlocked.CompareExchange(ref _word, WordOf(scale, now.Ticks, missing), word) == word)
            {
                left = new(scale.TokensLeft(missing), MillisecondsToRefill(budget, missing));
                return true;
            }

            Interleaving.At(Step.ExchangeLost);
        }

        if (tentative)
            Interlocked.Add(ref _tentative, -cost);
        left = default;
        return false;
    }

    internal override void Confirm(in Charge charge) => Interlocked.Add(ref _tentative, -charge.Cost);

    internal override bool TryRelease(in Charge charge, in Moment now, bool tentative)
    {
        var isReleased = TryRelease(charge, now.Ticks);
        if (tentative)
            Interlocked.Add(ref _tentative, -charge.Cost);
        return isReleased;
    }

    internal override bool IsClosed(in Moment now)
    {
        var word = Volatile.Read(ref _word);
        return IsOpen(word) && MissingAt(Budget.Scale, word, now.Ticks) == 0;
    }

    /// <summary>By then the bucket is full, whatever was missing when it was last touched.</summary>
    protected virtual long TicksToFill(in BucketScale scale) => scale.TicksToFill;

    /// <summary>
    /// The units that a charge of some time ago may give back: only what has not refilled since. The bucket may have been full, and
    /// full is all it can be.
    /// </summary>
    protected virtual long UnitsLeftOf(in Charge charge, in BucketScale scale, long ticks) =>
        UnitsGiven(charge.Cost, scale) - scale.UnitsRefilledIn(ticks - charge.Time);

    /// <summary>What a number of tokens gives back. What cannot be counted any more stays spent.</summary>
    protected static long UnitsGiven(long tokens, in BucketScale scale)
    {
        var units = scale.UnitsOf(tokens);
        return units == BucketScale.Most ? 0 : units;
    }

    protected override Counter CarryOn(Budget next, bool countedOneByOne, Sealing sealing)
    {
        // Up to the moment it was sealed it refilled as it did; from then on it refills as the next one does.
        var time = Math.Max(sealing.Time, Volatile.Read(ref _touched));
        ref readonly var scale = ref Budget.Scale;
        var missing = next.Scale.UnitsOf(scale.TokensOf(MissingAt(scale, sealing.Word, time)));
        return new ReloadedBucketCounter(this, next, time, missing);
    }

    protected override void OpenWords(in Moment from)
    {
        Atomic.Raise(ref _touched, from.Ticks);
        Interlocked.CompareExchange(ref _word, WordOf(Budget.Scale, from.Ticks, missing: 0), Unopened);
    }

    protected override bool TrySealWords(in Moment now, bool onlyIfClosed, out Sealing sealing)
    {
        ref readonly var scale = ref Budget.Scale;
        while (true)
        {
            var word = Volatile.Read(ref _word);
            sealing = new(now.Ticks, word);
            if (onlyIfClosed && MissingAt(scale, word, now.Ticks) > 0)
                return false;
            if (Interlocked.CompareExchange(ref _word, Sealed, word) == word)
                return true;
        }
    }

    private bool TryRelease(in Charge charge, long ticks)
    {
        ref readonly var scale = ref Budget.Scale;
        while (true)
        {
            var word = Volatile.Read(ref _word);
            if (!IsOpen(word))
                return false;

            // Who releases may have read the clock and stalled, while others were admitted by what has refilled since.
            var time = Math.Max(ticks, Volatile.Read(ref _touched));
            var given = UnitsLeftOf(charge, scale, time);
            if (given <= 0)
                return true;

            Interleaving.At(Step.ReleaseFound);
            var missing = Math.Max(0, MissingAt(scale, word, time) - given);
            if (Interlocked.CompareExchange(ref _word, WordOf(scale, time, missing), word) == word)
                return true;
        }
    }

    private static long MillisecondsToRefill(Budget budget, long units) =>
        Math.Min(CounterReading.Never, budget.ToMilliseconds(budget.Scale.TicksToRefill(units)));

    private static bool IsOpen(long word) => (word & 1) == 0;

    private static long WordOf(in BucketScale scale, long ticks, long missing) =>
        unchecked((scale.VirtualTime(ticks) + missing) << 1);

    private long MissingAt(in BucketScale scale, long word, long ticks)
    {
        var touched = Volatile.Read(ref _touched);
        if (ticks - touched >= TicksToFill(scale))
            return 0;

        // Who read the clock and stalled may be half a round before the word by now, and by the nearer way would find full what others
        // have emptied. So the word is held to the latest touch, and what has refilled since the caller's own time added.
        var missing = unchecked(word - (scale.VirtualTime(Math.Max(ticks, touched)) << 1)) >> 1;
        if (ticks < touched)
            missing += scale.UnitsRefilledIn(touched - ticks);
        return Math.Max(0, missing);
    }
}
