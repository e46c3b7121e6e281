namespace PolicyLayer.Core.Limits;

/// <summary>A sliding window that keeps each admission, as <see cref="SlidingSlots"/> does: exact for a cost of 1.</summary>
internal sealed class SlotCounter : Counter
{
    private readonly LimitClock _clock;
    private readonly long _window;
    private readonly long[] _words;

    // Admissions that still count towards an earlier, larger maximum: none is later than any in _words when the counter is
    // made. They free no place; the latest moves up when a later one is given back, and all return if the maximum is raised.
    private readonly long[] _older;
    private long[] _taken = [];
    private int _hint;

    internal SlotCounter(
        CounterKey key, long id, BudgetShape shape, long version, LimitClock clock, ReadOnlySpan<long> carried = default)
        : base(key, id, shape, version)
    {
        _clock = clock;
        _window = clock.ToTicks(shape.Window);
        _words = new long[shape.Max];
        _words.AsSpan().Fill(SlidingSlots.Never);

        var kept = Math.Min(_words.Length, carried.Length);
        carried[..kept].CopyTo(_words);
        _older = carried[kept..].ToArray();
    }

    internal override bool CanCount(LimitPlan limit) => limit.IsCountedOneByOne;

    internal override CounterReading Read(in Moment now, long cost)
    {
        var reading = SlidingSlots.Read(_words, now.Ticks, _window);
        return reading.Free < 0
            ? CounterReading.OfSealed
            : new(reading.Free, _clock.ToMilliseconds(reading.Wait), _clock.ToMilliseconds(reading.Reset));
    }

    internal override bool TryCharge(in Moment now, long cost, bool tentative, out long mark)
    {
        mark = Charge.ByTime;
        var unobserved = default(UnobservedContention);
        return SlidingSlots.TryAdmit(_words, ref _hint, now.Ticks, _window, tentative, ref unobserved);
    }

    internal override void Confirm(in Charge charge) => SlidingSlots.TryReplace(
        _words, SlidingSlots.Word(charge.Time, tentative: true), SlidingSlots.Word(charge.Time, tentative: false));

    internal override bool TryRelease(in Charge charge, in Moment now, bool tentative)
    {
        // An admission whose window has closed is spent: a stalled caller with an older clock must not find its place free.
        if (now.Ticks - charge.Time >= _window)
            return true;

        var admission = SlidingSlots.Word(charge.Time, tentative);
        var released = SlidingSlots.Word(charge.Time - _window, tentative: false);
        var (older, at) = LatestOlder();
        if (older <= released)
        {
            return SlidingSlots.TryReplace(_words, admission, released)
                || SlidingSlots.TryReplace(_older, admission, SlidingSlots.Never);
        }

        // The place belongs to the latest of the older ones. Two who release at once may move the same one up twice, and a
        // sealer may find it in both arrays: it then counts twice for the rest of its window, never not at all.
        if (!SlidingSlots.TryReplace(_words, admission, older))
            return SlidingSlots.TryReplace(_older, admission, SlidingSlots.Never);

        Interlocked.CompareExchange(ref _older[at], SlidingSlots.Never, older);
        return true;
    }

    internal override long ClosesAt(in Moment now) => now.Ticks + SlidingSlots.Read(_words, now.Ticks, _window).Reset;

    // Latest first, as a successor with a smaller maximum needs them, and none tentative: whoever waited to confirm one need
    // not look for it in the successor, where it might have become an older one.
    internal override Counter CarryOn(BudgetShape next, bool countedOneByOne, long version, LimitClock clock)
    {
        long[] admissions =
        [
            .. _taken.Concat(_older)
                .Where(static word => word != SlidingSlots.Never)
                .Select(static word => SlidingSlots.Word(SlidingSlots.TimeOf(word), tentative: false))
                .OrderDescending(),
        ];
        if (countedOneByOne && next.Max <= LimitPlan.MaxSlots)
            return new SlotCounter(Key, Id, next, version, clock, admissions);

        // Oldest first, since segments are only ever added to at their head. A time before the first is that of a word that was
        // given back.
        var segments = new SegmentCounter(Key, Id, next, version, clock, admissions.Length);
        foreach (var time in admissions.Select(SlidingSlots.TimeOf).Where(static time => time >= 0).Reverse())
            segments.Carry(time, amount: 1);
        return segments;
    }

    protected override bool TrySealWords(in Moment now, bool onlyIfClosed)
    {
        var sealUpTo = onlyIfClosed ? SlidingSlots.FreeUntil(now.Ticks, _window) : SlidingSlots.Sealed;
        var taken = new long[_words.Length];
        for (var i = 0; i < _words.Length; i++)
        {
            do
            {
                taken[i] = Volatile.Read(ref _words[i]);
                if (taken[i] > sealUpTo)
                {
                    Unseal(taken.AsSpan(0, i));
                    return false;
                }
            }
            while (Interlocked.CompareExchange(ref _words[i], SlidingSlots.Sealed, taken[i]) != taken[i]);
        }

        _taken = taken;
        return true;
    }

    private (long Word, int Index) LatestOlder()
    {
        var latest = (Word: SlidingSlots.Never, Index: -1);
        for (var i = 0; i < _older.Length; i++)
        {
            var word = Volatile.Read(ref _older[i]);
            if (word > latest.Word)
                latest = (word, i);
        }

        return latest;
    }

    // Nobody else writes a sealed word, so the words are put back without a compare.
    private void Unseal(ReadOnlySpan<long> taken)
    {
        for (var i = 0; i < taken.Length; i++)
            Volatile.Write(ref _words[i], taken[i]);
    }
}
