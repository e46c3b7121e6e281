namespace PolicyLayer.Core.Limits;

/// <summary>
/// A sliding window for any cost and maximum: amounts by segment of 1/64 of the window. Never over; a budget is free again at
/// the latest 1/64 of the window after it would be if each charge were kept by itself.
/// </summary>
/// <remarks>
/// <para>INVARIANT: the total is at least what the segments hold. A charge raises the total first, and books the amount after;
/// a segment that expires is emptied first, and the total lowered after. Every race leaves the total too high for a moment,
/// never too low, so that the check against the maximum cannot be passed by it.</para>
/// <para>INVARIANT: the head never gets lower, and is raised before anything expires. A charge is booked at the head it finds
/// after it has raised the total, at or after its own time and that of whoever gave it room. A caller who read the clock and
/// stalled cannot book into a segment that frees too early.</para>
/// </remarks>
internal sealed class SegmentCounter : Counter
{
    private const long Sealed = long.MinValue;
    private const long Unopened = long.MinValue + 1;

    private readonly SegmentRing _ring = new();
    private long _head;
    private long _expired = -1;
    private long _total;
    private long _tentative;

    /// <summary>A counter that has been charged nothing, and is not open.</summary>
    internal SegmentCounter(CounterHome home, string? session, Budget budget)
        : base(home, session, budget, carriesOn: null) => _total = Unopened;

    /// <summary>A counter that carries on another's charges, which are still to be carried over.</summary>
    internal SegmentCounter(Counter carriesOn, Budget budget)
        : base(carriesOn.Home, carriesOn.Session, budget, carriesOn)
    {
    }

    internal override bool HasRoom(in Moment now, long cost)
    {
        var budget = Budget;
        Expire(budget, now.Ticks);
        var total = Volatile.Read(ref _total);
        return total >= 0 && total + cost <= budget.Shape.Max;
    }

    internal override CounterReading Read(in Moment now, long cost)
    {
        var budget = Budget;
        Expire(budget, now.Ticks);
        var total = Volatile.Read(ref _total);
        if (total < 0)
            return CounterReading.OfSealed;

        var max = budget.Shape.Max;
        var wait = total + cost <= max ? 0
            : total - Volatile.Read(ref _tentative) + cost <= max ? CounterReading.ShortestWait
            : Math.Max(CounterReading.ShortestWait, budget.ToMilliseconds(WaitFor(budget, total + cost - max, now.Ticks)));
        var reset = total == 0 ? 0 : ResetOf(budget, _ring.LatestUpTo(Head), now.Ticks);
        return new(Math.Max(0, max - total), wait, reset);
    }

    internal override bool TryCharge(in Moment now, long cost, bool tentative, out long mark, out LimitState left)
    {
        var budget = Budget;
        Expire(budget, now.Ticks);
        Atomic.Raise(ref _head, now.Ticks / budget.Segment);
        if (tentative)
            Interlocked.Add(ref _tentative, cost);
        if (!TryRaiseTotal(cost, budget.Shape.Max, out var total))
        {
            if (tentative)
                Interlocked.Add(ref _tentative, -cost);
            (mark, left) = (0, default);
            return false;
        }

        Interleaving.At(Step.TotalRaised);
        mark = Book(cost);
        left = new(budget.Shape.Max - total, ResetOf(budget, mark, now.Ticks));

        // The successor may have carried this charge at an earlier head than it was booked at: released there, it would take
        // what others are yet to be counted for. Its own segment is no later than any head.
        if (Volatile.Read(ref _total) < 0)
            mark = now.Ticks / budget.Segment;
        return true;
    }

    internal override void Confirm(in Charge charge) => Interlocked.Add(ref _tentative, -charge.Cost);

    internal override bool TryRelease(in Charge charge, in Moment now, bool tentative)
    {
        var budget = Budget;
        var segment = charge.Mark < 0 ? charge.Time / budget.Segment : charge.Mark;
        var isSealed = Volatile.Read(ref _total) < 0;
        if (!isSealed && now.Ticks - charge.Time < budget.Window && _ring.TryTake(segment, charge.Cost))
            isSealed = !TryLowerTotal(charge.Cost);
        if (tentative)
            Interlocked.Add(ref _tentative, -charge.Cost);
        return !isSealed;
    }

    internal override bool IsClosed(in Moment now)
    {
        Expire(Budget, now.Ticks);
        return Volatile.Read(ref _total) == 0 && IsHeadUpTo(now);
    }

    /// <summary>Takes over what another counter was charged. For the thread that makes the counter.</summary>
    internal void Carry(long time, long amount)
    {
        Atomic.Raise(ref _head, time / Budget.Segment);
        if (amount == 0)
            return;

        _total += amount;
        Book(amount);
    }

    protected override Counter CarryOn(Budget next, bool countedOneByOne, Sealing sealing)
    {
        var taken = sealing.Word;
        var successor = new SegmentCounter(this, next);
        var head = Head;
        for (var segment = Math.Max(0, head - SegmentRing.Size + 1); segment <= head; segment++)
            successor.Carry(segment * next.Segment, Math.Min(_ring.AmountOf(segment), taken - successor._total));

        // What is in the total but in no segment yet belongs to calls that are just being booked.
        successor.Carry(head * next.Segment, taken - successor._total);
        return successor;
    }

    protected override void OpenWords(in Moment from)
    {
        // The head first: whoever finds the total open books there or later.
        Atomic.Raise(ref _head, from.Ticks / Budget.Segment);
        Interlocked.CompareExchange(ref _total, 0, Unopened);
    }

    protected override bool TrySealWords(in Moment now, bool onlyIfClosed, out Sealing sealing)
    {
        Expire(Budget, now.Ticks);
        if (onlyIfClosed)
        {
            sealing = default;
            if (Interlocked.CompareExchange(ref _total, Sealed, 0) != 0)
                return false;

            // Emptied by others with a later clock, perhaps: what takes this one's place would open before what has expired here
            // is a window ago. Nobody else writes a sealed total, so it is put back without a compare.
            if (IsHeadUpTo(now))
                return true;

            Volatile.Write(ref _total, 0);
            return false;
        }

        sealing = new(now.Ticks, Interlocked.Exchange(ref _total, Sealed));
        return true;
    }

    private long Head => Volatile.Read(ref _head);

    private bool IsHeadUpTo(in Moment now) => Head <= now.Ticks / Budget.Segment;

    // The end of a segment and a window: by then everything booked in it is a window ago.
    private static long FreeAt(Budget budget, long segment) => (segment + 1) * budget.Segment + budget.Window;

    private static long ResetOf(Budget budget, long segment, long now) =>
        budget.ToMilliseconds(Math.Max(0, FreeAt(budget, segment) - now));

    private bool TryRaiseTotal(long cost, long max, out long total)
    {
        while (true)
        {
            var seen = Volatile.Read(ref _total);
            total = seen + cost;
            if (seen < 0 || total > max)
                return false;

            Interleaving.At(Step.RoomFound);
            if (Interlocked.CompareExchange(ref _total, total, seen) == seen)
                return true;

            Interleaving.At(Step.ExchangeLost);
        }
    }

    private bool TryLowerTotal(long amount)
    {
        while (amount > 0)
        {
            var total = Volatile.Read(ref _total);
            if (total < 0)
                return false;
            if (Interlocked.CompareExchange(ref _total, total - amount, total) == total)
                return true;
        }

        return true;
    }

    private long Book(long cost)
    {
        while (true)
        {
            var segment = _ring.AddAtHead(ref _head, cost, out var recycled);
            TryLowerTotal(recycled);

            // Who stalled a whole window between finding the head and this has added to what has expired, where nobody comes by for
            // another window: it counts at the head of now. If somebody did come by, it is free already.
            if (segment > Volatile.Read(ref _expired) || !_ring.TryTake(segment, cost))
                return segment;
        }
    }

    private void Expire(Budget budget, long now)
    {
        // Those whose end is a window ago or more. None is later than the head, and a place must not be compared with a segment
        // so much later that the ring's rounds wrap.
        var head = Head;
        var last = now < budget.Window ? -1 : Math.Min(head, (now - budget.Window) / budget.Segment - 1);
        var first = Math.Max(Volatile.Read(ref _expired) + 1, last - SegmentRing.Size + 1);
        if (first > last)
            return;

        // The head first: who finds what is given free here, with a clock read long before, counts from now on. At its own time it
        // would share a window with what has expired.
        Atomic.Raise(ref _head, now / budget.Segment);
        for (var segment = first; segment <= last; segment++)
        {
            var amount = _ring.TakeUpTo(segment);
            Interleaving.At(Step.SegmentEmptied);
            TryLowerTotal(amount);
        }

        // Never the head: a caller who read the clock and stalled may book there still.
        Atomic.Raise(ref _expired, Math.Min(last, head - 1));
    }

    private long WaitFor(Budget budget, long amount, long now)
    {
        for (var segment = Volatile.Read(ref _expired) + 1; segment <= Head; segment++)
        {
            amount -= _ring.AmountOf(segment);
            if (amount <= 0)
                return FreeAt(budget, segment) - now;
        }

        // The rest is just being booked.
        return 0;
    }
}
