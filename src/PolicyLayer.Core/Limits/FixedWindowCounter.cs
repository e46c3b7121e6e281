namespace PolicyLayer.Core.Limits;

/// <summary>A calendar window in UTC, as one <see cref="FixedWindowWord"/>.</summary>
/// <remarks>
/// INVARIANT: the window's number never gets lower, and within one number what is used never exceeds the maximum. A wall clock
/// that steps back, or a caller who read it long ago, charges the latest window seen.
/// </remarks>
internal sealed class FixedWindowCounter(
    CounterKey key, long id, BudgetShape shape, long version, LimitClock clock, long word = 0)
    : Counter(key, id, shape, version)
{
    private const long Sealed = long.MaxValue;

    private readonly FixedWindowWord _layout = new(shape.Window);
    private long _word = word;
    private long _taken;
    private long _tentative;

    internal override CounterReading Read(in Moment now, long cost)
    {
        var word = Volatile.Read(ref _word);
        if (word == Sealed)
            return CounterReading.OfSealed;

        var (number, used) = StateAt(word, now);
        var reset = used == 0 ? 0 : ToMilliseconds(_layout.UntilEndOf(number, now.WallTicks));
        var wait = used + cost <= Shape.Max ? 0
            : used - Volatile.Read(ref _tentative) + cost <= Shape.Max ? CounterReading.ShortestWait
            : reset;
        return new(Math.Max(0, Shape.Max - used), wait, reset);
    }

    internal override bool TryCharge(in Moment now, long cost, bool tentative, out long mark)
    {
        while (true)
        {
            mark = 0;
            var word = Volatile.Read(ref _word);
            if (word == Sealed)
                return false;

            var (number, used) = StateAt(word, now);
            if (used + cost > Shape.Max)
                return false;

            // Told before it can be seen: who is refused because of this charge must know that it may be gone in a moment.
            if (tentative)
                Interlocked.Add(ref _tentative, cost);
            mark = number;
            if (Interlocked.CompareExchange(ref _word, _layout.Pack(number, used + cost), word) == word)
                return true;
            if (tentative)
                Interlocked.Add(ref _tentative, -cost);
        }
    }

    internal override void Confirm(in Charge charge) => Interlocked.Add(ref _tentative, -charge.Cost);

    internal override bool TryRelease(in Charge charge, in Moment now, bool tentative)
    {
        var isReleased = TryRelease(charge, now.UtcTicks);
        if (tentative)
            Interlocked.Add(ref _tentative, -charge.Cost);
        return isReleased;
    }

    private bool TryRelease(in Charge charge, long utcTicks)
    {
        while (true)
        {
            var word = Volatile.Read(ref _word);
            if (word == Sealed)
                return false;

            var (number, used) = _layout.Unpack(word);
            if (number != charge.Mark || used < charge.Cost || _layout.WindowAt(utcTicks) > number)
                return true;
            if (Interlocked.CompareExchange(ref _word, _layout.Pack(number, used - charge.Cost), word) == word)
                return true;
        }
    }

    internal override long ClosesAt(in Moment now)
    {
        // As far as the clocks go on alike. If the wall clock is set forward, the counter makes room later than it could.
        var (number, used) = StateAt(Volatile.Read(ref _word), now);
        return used == 0
            ? now.Ticks
            : now.Ticks + Math.Max(1, clock.ToTicks(TimeSpan.FromTicks(_layout.UntilEndOf(number, now.UtcTicks))));
    }

    internal override Counter CarryOn(BudgetShape next, bool countedOneByOne, long version, LimitClock clock) =>
        new FixedWindowCounter(Key, Id, next, version, clock, _taken);

    protected override bool TrySealWords(in Moment now, bool onlyIfClosed)
    {
        while (true)
        {
            var word = Volatile.Read(ref _word);
            if (onlyIfClosed && StateAt(word, now).Used > 0)
                return false;
            if (Interlocked.CompareExchange(ref _word, Sealed, word) != word)
                continue;

            _taken = word;
            return true;
        }
    }

    private (long Number, long Used) StateAt(long word, in Moment now)
    {
        var (number, used) = _layout.Unpack(word);
        var current = _layout.WindowAt(now.UtcTicks);
        return current > number ? (current, 0) : (number, used);
    }

    private static long ToMilliseconds(long ticks) =>
        (ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
}
