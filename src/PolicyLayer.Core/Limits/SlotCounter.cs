namespace PolicyLayer.Core.Limits;

/// <summary>A sliding window that keeps each admission, as <see cref="SlidingSlots"/> does: exact for a cost of 1.</summary>
internal sealed class SlotCounter : Counter
{
    private readonly long[] _words;

    // Admissions that still count towards an earlier, larger maximum: none is later than any in _words when the counter is
    // made. They free no place; the latest moves up when a later one is given back, and all return if the maximum is raised.
    private readonly long[] _older;
    private int _hint;

    /// <summary>A counter that has been charged nothing, and is not open.</summary>
    internal SlotCounter(CounterHome home, string? session, Budget budget)
        : base(home, session, budget, carriesOn: null)
    {
        _words = new long[budget.Shape.Max];
        _words.AsSpan().Fill(SlidingSlots.Unopened);
        _older = [];
    }

    /// <summary>A counter that carries on another's charges.</summary>
    /// <param name="carriesOn">The other counter.</param>
    /// <param name="budget">The budget.</param>
    /// <param name="carried">The words that still count, latest first.</param>
    /// <param name="free">The word of the places that are left.</param>
    private SlotCounter(SlotCounter carriesOn, Budget budget, long[] carried, long free)
        : base(carriesOn.Home, carriesOn.Session, budget, carriesOn)
    {
        _words = new long[budget.Shape.Max];
        _words.AsSpan().Fill(free);
        var kept = Math.Min(_words.Length, carried.Length);
        carried.AsSpan(0, kept).CopyTo(_words);
        _older = carried[kept..];
        _hint = kept;
    }

    internal override bool CanCount(LimitPlan limit) => limit.IsCountedOneByOne;

    internal override bool HasRoom(in Moment now, long cost) =>
        SlidingSlots.HasFree(_words, _hint, now.Ticks, Budget.Window);

    internal override CounterReading Read(in Moment now, long cost)
    {
        var budget = Budget;
        var reading = SlidingSlots.Read(_words, now.Ticks, budget.Window);
        return reading.Free < 0
            ? CounterReading.OfSealed
            : new(reading.Free, budget.ToMilliseconds(reading.Wait), budget.ToMilliseconds(reading.Reset));
    }

    internal override bool TryCharge(in Moment now, long cost, bool tentative, out long mark, out LimitState left)
    {
        var budget = Budget;
        var index = SlidingSlots.TryAdmit(_words, ref _hint, now.Ticks, budget.Window, tentative);
        if (index < 0)
        {
            (mark, left) = (0, default);
            return false;
        }

        mark = Charge.ByTime(index);
        var free = SlidingSlots.CountFree(_words, SlidingSlots.FreeUntil(now.Ticks, budget.Window), out var latest);
        var reset = SlidingSlots.IsInUse(latest) ? SlidingSlots.TimeOf(latest) + budget.Window - now.Ticks : budget.Window;
        left = new(free, budget.ToMilliseconds(reset));
        return true;
    }

    internal override void Confirm(in Charge charge) => SlidingSlots.TryReplace(
        _words,
        charge.Place,
        SlidingSlots.Word(charge.Time, tentative: true),
        SlidingSlots.Word(charge.Time, tentative: false));

    internal override bool TryRelease(in Charge charge, in Moment now, bool tentative)
    {
        // An admission whose window has closed is spent: a stalled caller with an older clock must not find its place free. If
        // it closes only after this look, the word may be another's by now, and there is nothing to give back either.
        var window = Budget.Window;
        if (now.Ticks - charge.Time >= window)
            return true;

        var admission = SlidingSlots.Word(charge.Time, tentative);
        var released = SlidingSlots.FreeWord(charge.Time, window);

        // It may move up from the older ones between the looks at both; none moves down.
        return TryReleaseWord(charge, admission, released)
            || SlidingSlots.TryReplace(_older, likely: -1, admission, released)
            || (_older.Length > 0 && TryReleaseWord(charge, admission, released))
            || !SlidingSlots.IsAnySealed(_words);
    }

    internal override bool IsClosed(in Moment now)
    {
        SlidingSlots.CountFree(_words, freeUntil: 0, out var latest);
        return latest <= SlidingSlots.FreeUntil(now.Ticks, Budget.Window);
    }

    // Latest first, as a successor with a smaller maximum needs them, and none tentative: whoever waited to confirm one need
    // not look for it in the successor, where it might have become an older one. What has closed by the time of sealing stays
    // behind, and its places are free from then on: whoever read the clock before that is refused, as it would have been.
    protected override Counter CarryOn(Budget next, bool countedOneByOne, Sealing sealing)
    {
        long[] admissions =
        [
            .. sealing.Words!.Concat(_older)
                .Where(word => word > SlidingSlots.FreeUntil(sealing.Time, Budget.Window))
                .Select(static word => SlidingSlots.Word(SlidingSlots.TimeOf(word), tentative: false))
                .OrderDescending(),
        ];
        if (countedOneByOne && next.Shape.Max <= LimitPlan.MaxSlots)
            return new SlotCounter(this, next, admissions, SlidingSlots.FreeWord(sealing.Time, next.Window));

        // Oldest first, since segments are only ever added to at their head.
        var segments = new SegmentCounter(this, next);
        foreach (var word in admissions.Reverse())
            segments.Carry(SlidingSlots.TimeOf(word), amount: 1);
        segments.Carry(sealing.Time, amount: 0);
        return segments;
    }

    protected override void OpenWords(in Moment from)
    {
        var free = SlidingSlots.FreeWord(from.Ticks, Budget.Window);
        for (var i = 0; i < _words.Length; i++)
            Interlocked.CompareExchange(ref _words[i], free, SlidingSlots.Unopened);
    }

    protected override bool TrySealWords(in Moment now, bool onlyIfClosed, out Sealing sealing)
    {
        var sealUpTo = onlyIfClosed ? SlidingSlots.FreeUntil(now.Ticks, Budget.Window) : SlidingSlots.Sealed;
        var taken = new long[_words.Length];
        sealing = new(now.Ticks, Words: taken);
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

        return true;
    }

    private bool TryReleaseWord(in Charge charge, long admission, long released)
    {
        var (older, at) = LatestOlder(released);
        Interleaving.At(Step.ReleaseFound);
        if (!SlidingSlots.TryReplace(_words, charge.Place, admission, older))
            return false;

        // The place belongs to the latest of the older ones. Two who release at once may move the same one up twice, and a
        // sealer may find it in both arrays: it then counts twice for the rest of its window, never not at all.
        if (at >= 0)
            Interlocked.CompareExchange(ref _older[at], released, older);
        return true;
    }

    // The word of the latest older one that is later than a word, or that word itself.
    private (long Word, int Index) LatestOlder(long than)
    {
        var latest = (Word: than, Index: -1);
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
