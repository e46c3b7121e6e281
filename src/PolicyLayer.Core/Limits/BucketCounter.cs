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
internal sealed class BucketCounter : Counter
{
    private const long Sealed = 1;
    private const long Untouched = long.MinValue;

    private readonly LimitClock _clock;
    private readonly BucketScale _scale;

    // What was charged before a reload refilled by other rates, of which the fastest is what counts.
    private readonly BucketScale _fastest;
    private readonly long _carriedAt = Untouched;

    // By then it is full, whatever was missing when it was last touched: as much as it holds, or what was carried over.
    private readonly long _ticksToFill;

    // Virtual time, shifted left by one, so that no time equals Sealed.
    private long _word;
    private long _touched = Untouched;
    private long _tentative;
    private long _takenWord;
    private long _takenAt;

    internal BucketCounter(CounterKey key, long id, BudgetShape shape, long version, LimitClock clock)
        : base(key, id, shape, version)
    {
        _clock = clock;
        _scale = new(shape, clock.ToTicks(shape.Window));
        _fastest = _scale;
        _ticksToFill = _scale.TicksToFill;
    }

    private BucketCounter(BucketCounter sealedOne, BudgetShape shape, long version, LimitClock clock)
        : this(sealedOne.Key, sealedOne.Id, shape, version, clock)
    {
        if (Volatile.Read(ref sealedOne._touched) == Untouched)
            return;

        _carriedAt = sealedOne._takenAt;
        if (sealedOne._fastest.IsFasterThan(_scale))
            _fastest = sealedOne._fastest;

        // Up to the moment it was sealed it refilled as it did; from then on it refills as this one does.
        var missing = _scale.UnitsOf(sealedOne._scale.TokensOf(sealedOne.MissingAt(sealedOne._takenWord, sealedOne._takenAt)));
        _touched = sealedOne._takenAt;
        _word = WordOf(_touched, missing);
        _ticksToFill = Math.Max(_ticksToFill, _scale.TicksToRefill(missing));
    }

    internal override CounterReading Read(in Moment now, long cost)
    {
        var word = Volatile.Read(ref _word);
        if (word == Sealed)
            return CounterReading.OfSealed;

        var missing = MissingAt(word, now.Ticks);
        var excess = missing + _scale.UnitsOf(cost) - _scale.Capacity;
        var wait = excess <= 0 ? 0
            : excess <= _scale.UnitsOf(Volatile.Read(ref _tentative)) ? CounterReading.ShortestWait
            : _clock.ToMilliseconds(_scale.TicksToRefill(excess));
        return new(_scale.TokensLeft(missing), wait, _clock.ToMilliseconds(_scale.TicksToRefill(missing)));
    }

    internal override bool TryCharge(in Moment now, long cost, bool tentative, out long mark)
    {
        mark = 0;
        if (tentative)
            Interlocked.Add(ref _tentative, cost);
        while (true)
        {
            var word = Volatile.Read(ref _word);
            var missing = word == Sealed ? 0 : MissingAt(word, now.Ticks) + _scale.UnitsOf(cost);
            if (word == Sealed || missing > _scale.Capacity)
                break;

            Atomic.Raise(ref _touched, now.Ticks);
            if (Interlocked.CompareExchange(ref _word, WordOf(now.Ticks, missing), word) == word)
                return true;
        }

        if (tentative)
            Interlocked.Add(ref _tentative, -cost);
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

    internal override long ClosesAt(in Moment now)
    {
        var word = Volatile.Read(ref _word);
        return now.Ticks + (word == Sealed ? 0 : _scale.TicksToRefill(MissingAt(word, now.Ticks)));
    }

    internal override Counter CarryOn(BudgetShape next, bool countedOneByOne, long version, LimitClock clock) =>
        new BucketCounter(this, next, version, clock);

    protected override bool TrySealWords(in Moment now, bool onlyIfClosed)
    {
        while (true)
        {
            var word = Volatile.Read(ref _word);
            if (onlyIfClosed && MissingAt(word, now.Ticks) > 0)
                return false;
            if (Interlocked.CompareExchange(ref _word, Sealed, word) != word)
                continue;

            _takenWord = word;
            _takenAt = Math.Max(now.Ticks, Volatile.Read(ref _touched));
            return true;
        }
    }

    private bool TryRelease(in Charge charge, long ticks)
    {
        while (true)
        {
            var word = Volatile.Read(ref _word);
            if (word == Sealed)
                return false;

            // Who releases may have read the clock and stalled, while others were admitted by what has refilled since.
            var time = Math.Max(ticks, Volatile.Read(ref _touched));
            var given = UnitsLeftOf(charge, time);
            if (given <= 0)
                return true;

            var missing = Math.Max(0, MissingAt(word, time) - given);
            if (Interlocked.CompareExchange(ref _word, WordOf(time, missing), word) == word)
                return true;
        }
    }

    // Only what has not refilled since: the bucket may have been full, and full is all it can be.
    private long UnitsLeftOf(in Charge charge, long ticks)
    {
        var since = ticks - charge.Time;
        if (charge.Time < _carriedAt)
            return UnitsGiven(charge.Cost - _fastest.TokensOf(_fastest.UnitsRefilledIn(since)));

        return UnitsGiven(charge.Cost) - _scale.UnitsRefilledIn(since);
    }

    // What cannot be counted any more stays spent.
    private long UnitsGiven(long tokens)
    {
        var units = _scale.UnitsOf(tokens);
        return units == BucketScale.Most ? 0 : units;
    }

    private long WordOf(long ticks, long missing) => unchecked((_scale.VirtualTime(ticks) + missing) << 1);

    private long MissingAt(long word, long ticks)
    {
        var touched = Volatile.Read(ref _touched);
        if (touched == Untouched || ticks - touched >= _ticksToFill)
            return 0;

        return Math.Max(0, unchecked(word - (_scale.VirtualTime(ticks) << 1)) >> 1);
    }
}
