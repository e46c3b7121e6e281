namespace PolicyLayer.Core.Limits;

/// <summary>
/// A sliding window for any cost and maximum: amounts by segment of 1/64 of the window. Never over; a budget is free again at
/// the latest 1/64 of the window after it would be if each charge were kept by itself.
/// </summary>
/// <remarks>
/// <para>INVARIANT: the total is at least what the segments hold. A charge raises the total first, and books the amount after;
/// a segment that expires is emptied first, and the total lowered after. Every race leaves the total too high for a moment,
/// never too low, so that the check against the maximum cannot be passed by it.</para>
/// <para>INVARIANT: the head never gets lower, and a charge is booked at the head it finds after it has raised the total, at
/// or after its own time. A caller who read the clock and stalled cannot book into a segment that frees too early.</para>
/// </remarks>
internal sealed class SegmentCounter : Counter
{
    private const int SegmentsPerWindow = 64;
    private const long Sealed = long.MinValue;

    private readonly LimitClock _clock;
    private readonly SegmentRing _ring;
    private readonly long _window;
    private readonly long _length;
    private long _head;
    private long _expired = -1;
    private long _total;
    private long _tentative;
    private long _taken;

    /// <summary>A counter that has been charged nothing.</summary>
    /// <param name="key">The counter's identity.</param>
    /// <param name="id">The counter's place in the order of all.</param>
    /// <param name="shape">The budget.</param>
    /// <param name="version">The version of the policy set that wants the shape.</param>
    /// <param name="clock">The clock of its window.</param>
    /// <param name="carried">What it will be made to carry on, which may be more than the budget.</param>
    internal SegmentCounter(
        CounterKey key, long id, BudgetShape shape, long version, LimitClock clock, long carried = 0)
        : base(key, id, shape, version)
    {
        _clock = clock;
        _ring = new(Math.Max(shape.Max, carried));
        _window = clock.ToTicks(shape.Window);
        _length = Math.Max(1, _window / SegmentsPerWindow);
    }

    internal override CounterReading Read(in Moment now, long cost)
    {
        Expire(now.Ticks);
        var total = Volatile.Read(ref _total);
        if (total == Sealed)
            return CounterReading.OfSealed;

        var wait = total + cost <= Shape.Max ? 0
            : total - Volatile.Read(ref _tentative) + cost <= Shape.Max ? CounterReading.ShortestWait
            : Math.Max(CounterReading.ShortestWait, _clock.ToMilliseconds(WaitFor(total + cost - Shape.Max, now.Ticks)));
        var reset = total == 0 ? 0 : _clock.ToMilliseconds(Math.Max(0, FreeAt(_ring.LatestUpTo(Head)) - now.Ticks));
        return new(Math.Max(0, Shape.Max - total), wait, reset);
    }

    internal override bool TryCharge(in Moment now, long cost, bool tentative, out long mark)
    {
        Expire(now.Ticks);
        Atomic.Raise(ref _head, now.Ticks / _length);
        if (tentative)
            Interlocked.Add(ref _tentative, cost);
        if (!TryRaiseTotal(cost))
        {
            if (tentative)
                Interlocked.Add(ref _tentative, -cost);
            mark = 0;
            return false;
        }

        mark = Book(cost);

        // The successor may have carried this charge at an earlier head than it was booked at: released there, it would take
        // what others are yet to be counted for. Its own segment is no later than any head.
        if (Volatile.Read(ref _total) == Sealed)
            mark = now.Ticks / _length;
        return true;
    }

    internal override void Confirm(in Charge charge) => Interlocked.Add(ref _tentative, -charge.Cost);

    internal override bool TryRelease(in Charge charge, in Moment now, bool tentative)
    {
        var segment = charge.Mark == Charge.ByTime ? charge.Time / _length : charge.Mark;
        var isSealed = Volatile.Read(ref _total) == Sealed;
        if (!isSealed && now.Ticks - charge.Time < _window && _ring.TryTake(segment, charge.Cost))
            isSealed = !TryLowerTotal(charge.Cost);
        if (tentative)
            Interlocked.Add(ref _tentative, -charge.Cost);
        return !isSealed;
    }

    internal override long ClosesAt(in Moment now)
    {
        Expire(now.Ticks);
        return Volatile.Read(ref _total) <= 0 ? now.Ticks : Math.Max(now.Ticks + 1, FreeAt(_ring.LatestUpTo(Head)));
    }

    internal override Counter CarryOn(BudgetShape next, bool countedOneByOne, long version, LimitClock clock)
    {
        var successor = new SegmentCounter(Key, Id, next, version, clock, _taken);
        var head = Head;
        for (var segment = Math.Max(0, head - SegmentRing.Size + 1); segment <= head; segment++)
            successor.Carry(segment * _length, Math.Min(_ring.AmountOf(segment), _taken - successor._total));

        // What is in the total but in no segment yet belongs to calls that are just being booked.
        successor.Carry(head * _length, _taken - successor._total);
        return successor;
    }

    /// <summary>Takes over what another counter was charged. For the thread that makes the counter.</summary>
    internal void Carry(long time, long amount)
    {
        if (amount == 0)
            return;

        Atomic.Raise(ref _head, time / _length);
        _total += amount;
        Book(amount);
    }

    protected override bool TrySealWords(in Moment now, bool onlyIfClosed)
    {
        Expire(now.Ticks);
        if (onlyIfClosed)
            return Interlocked.CompareExchange(ref _total, Sealed, 0) == 0;

        _taken = Interlocked.Exchange(ref _total, Sealed);
        return true;
    }

    private long Head => Volatile.Read(ref _head);

    // The end of a segment and a window: by then everything booked in it is a window ago.
    private long FreeAt(long segment) => (segment + 1) * _length + _window;

    private bool TryRaiseTotal(long cost)
    {
        while (true)
        {
            var total = Volatile.Read(ref _total);
            if (total == Sealed || total + cost > Shape.Max)
                return false;
            if (Interlocked.CompareExchange(ref _total, total + cost, total) == total)
                return true;
        }
    }

    private bool TryLowerTotal(long amount)
    {
        while (amount > 0)
        {
            var total = Volatile.Read(ref _total);
            if (total == Sealed)
                return false;
            if (Interlocked.CompareExchange(ref _total, total - amount, total) == total)
                return true;
        }

        return true;
    }

    private long Book(long cost)
    {
        var segment = _ring.AddAtHead(ref _head, cost, out var recycled);
        TryLowerTotal(recycled);
        return segment;
    }

    private void Expire(long now)
    {
        // Those whose end is a window ago or more. None is later than the head, and a place must not be compared with a segment
        // so much later that the ring's rounds wrap.
        var head = Head;
        var last = now < _window ? -1 : Math.Min(head, (now - _window) / _length - 1);
        var first = Math.Max(Volatile.Read(ref _expired) + 1, last - SegmentRing.Size + 1);
        if (first > last)
            return;

        for (var segment = first; segment <= last; segment++)
            TryLowerTotal(_ring.TakeUpTo(segment));

        // Never the head: a caller who read the clock and stalled may book there still.
        Atomic.Raise(ref _expired, Math.Min(last, head - 1));
    }

    private long WaitFor(long amount, long now)
    {
        for (var segment = Volatile.Read(ref _expired) + 1; segment <= Head; segment++)
        {
            amount -= _ring.AmountOf(segment);
            if (amount <= 0)
                return FreeAt(segment) - now;
        }

        // The rest is just being booked.
        return 0;
    }
}
