namespace PolicyLayer.Core.Limits;

/// <summary>A calendar window in UTC, as one <see cref="FixedWindowWord"/>.</summary>
/// <remarks>
/// INVARIANT: the window's number never gets lower, and within one number what is used never exceeds the maximum. A wall clock
/// that steps back, or a caller who read it long ago, charges the latest window seen.
/// </remarks>
internal sealed class FixedWindowCounter : Counter
{
    private const long Sealed = -1;
    private const long Unopened = -2;

    private long _word;
    private long _tentative;

    /// <summary>A counter that has been charged nothing, and is not open.</summary>
    internal FixedWindowCounter(CounterHome home, string? session, Budget budget)
        : base(home, session, budget, carriesOn: null) => _word = Unopened;

    private FixedWindowCounter(FixedWindowCounter carriesOn, Budget budget, long word)
        : base(carriesOn.Home, carriesOn.Session, budget, carriesOn) => _word = word;

    internal override bool HasRoom(in Moment now, long cost)
    {
        var budget = Budget;
        var word = Volatile.Read(ref _word);
        return word >= 0 && StateAt(budget, word, now).Used + cost <= budget.Shape.Max;
    }

    internal override CounterReading Read(in Moment now, long cost)
    {
        var budget = Budget;
        var word = Volatile.Read(ref _word);
        if (word < 0)
            return CounterReading.OfSealed;

        var (number, used) = StateAt(budget, word, now);
        var reset = used == 0 ? 0 : UntilEndOf(budget, number, now);
        var max = budget.Shape.Max;

        // Never 0 without room, though nothing is used: a call of an older set may cost more than this one's maximum.
        var wait = used + cost <= max ? 0
            : used - Volatile.Read(ref _tentative) + cost <= max ? CounterReading.ShortestWait
            : Math.Max(CounterReading.ShortestWait, reset);
        return new(Math.Max(0, max - used), wait, reset);
    }

    /// <summary>
    /// Moves on to the window of now, if that is later: a clock that is set back afterwards stays in it, as after a charge.
    /// </summary>
    internal override void See(in Moment now)
    {
        ref readonly var calendar = ref Budget.Calendar;
        var current = calendar.WindowAt(now.UtcTicks);
        while (true)
        {
            // What started anew and was charged nothing since has no window to move on from. One that is sealed is being freed or carried
            // on at this moment, and stays as it was charged.
            var word = Volatile.Read(ref _word);
            if (word <= 0 || calendar.Unpack(word).Number >= current)
                return;

            // What was used of the earlier window is over, as for who charges the later one. A charge that comes first is seen by this,
            // and one that comes late finds the exchange lost or the later window: none is counted in both, or lost where it counts.
            Interleaving.At(Step.WindowFound);
            if (Interlocked.CompareExchange(ref _word, calendar.Pack(current, used: 0), word) == word)
                return;

            Interleaving.At(Step.ExchangeLost);
        }
    }

    internal override bool TryCharge(in Moment now, long cost, bool tentative, out long mark, out LimitState left)
    {
        var budget = Budget;

        // Told before it can be seen: who is refused because of this charge must know that it may be gone in a moment.
        if (tentative)
            Interlocked.Add(ref _tentative, cost);
        while (true)
        {
            var word = Volatile.Read(ref _word);
            var (number, used) = StateAt(budget, word, now);
            if (word < 0 || used + cost > budget.Shape.Max)
                break;

            Interleaving.At(Step.RoomFound);
            if (Interlocked.CompareExchange(ref _word, budget.Calendar.Pack(number, used + cost), word) == word)
            {
                mark = number;
                left = new(budget.Shape.Max - used - cost, UntilEndOf(budget, number, now));
                return true;
            }

            Interleaving.At(Step.ExchangeLost);
        }

        if (tentative)
            Interlocked.Add(ref _tentative, -cost);
        (mark, left) = (0, default);
        return false;
    }

    internal override void Confirm(in Charge charge) => Interlocked.Add(ref _tentative, -charge.Cost);

    internal override bool TryRelease(in Charge charge, in Moment now, bool tentative)
    {
        var isReleased = TryRelease(charge, now.UtcTicks);
        if (tentative)
            Interlocked.Add(ref _tentative, -charge.Cost);
        return isReleased;
    }

    internal override bool IsClosed(in Moment now)
    {
        var word = Volatile.Read(ref _word);
        return word >= 0 && IsClosed(Budget, word, now);
    }

    internal override long UncountedFrom(in Sealing sealing)
    {
        ref readonly var calendar = ref Budget.Calendar;
        var (number, used) = calendar.Unpack(sealing.Word);
        return calendar.StartOf(used == 0 ? number : number + 1);
    }

    protected override Counter CarryOn(Budget next, bool countedOneByOne, Sealing sealing) =>
        new FixedWindowCounter(this, next, sealing.Word);

    protected override void OpenWords(in Moment from)
    {
        ref readonly var calendar = ref Budget.Calendar;
        Interlocked.CompareExchange(ref _word, calendar.Pack(calendar.WindowAt(from.UtcTicks), used: 0), Unopened);
    }

    protected override bool TrySealWords(in Moment now, bool onlyIfClosed, out Sealing sealing)
    {
        while (true)
        {
            var word = Volatile.Read(ref _word);
            sealing = new(now.Ticks, word);
            if (onlyIfClosed && !IsClosed(Budget, word, now))
                return false;
            if (Interlocked.CompareExchange(ref _word, Sealed, word) == word)
                return true;
        }
    }

    private bool TryRelease(in Charge charge, long utcTicks)
    {
        ref readonly var calendar = ref Budget.Calendar;
        while (true)
        {
            var word = Volatile.Read(ref _word);
            if (word < 0)
                return false;

            var (number, used) = calendar.Unpack(word);
            if (number != charge.Mark || used < charge.Cost || calendar.WindowAt(utcTicks) > number)
                return true;

            Interleaving.At(Step.ReleaseFound);
            if (Interlocked.CompareExchange(ref _word, calendar.Pack(number, used - charge.Cost), word) == word)
                return true;
        }
    }

    // The latest window seen stays the one to charge, whether or not anything is charged to it: one that is still to come, since
    // the clock was set back, is open.
    private static bool IsClosed(Budget budget, long word, in Moment now)
    {
        var (number, used) = StateAt(budget, word, now);
        return used == 0 && number == budget.Calendar.WindowAt(now.UtcTicks);
    }

    private static (long Number, long Used) StateAt(Budget budget, long word, in Moment now)
    {
        var (number, used) = budget.Calendar.Unpack(word);
        var current = budget.Calendar.WindowAt(now.UtcTicks);
        return current > number ? (current, 0) : (number, used);
    }

    // A clock beyond the last window that can be written is past its end.
    private static long UntilEndOf(Budget budget, long number, in Moment now) => Math.Max(
        0, (budget.Calendar.UntilEndOf(number, now.WallTicks) + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond);
}
