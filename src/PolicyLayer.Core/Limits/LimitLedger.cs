using Microsoft.Extensions.ObjectPool;

namespace PolicyLayer.Core.Limits;

/// <summary>Reserves all limits of a call, or none of them, on the counters in memory. Takes no lock.</summary>
internal sealed class LimitLedger
{
    // A lost race, or a counter that is just being freed or replaced, sends a call back to look at its limits anew. Under any
    // real contention a few rounds settle it, and a thread that has lost its core gets it back when this one yields; a call
    // that still finds no way is refused for a moment.
    private const int MaxRounds = 100;

    private readonly LimitClock _clock;
    private readonly CounterTable _table;
    private readonly DefaultObjectPool<HeldLimits> _pool;

    internal LimitLedger(LimitClock clock, int maxCounters, int maxCountersPerGrant)
    {
        _clock = clock;
        _table = new(maxCounters, maxCountersPerGrant, clock);
        _pool = new(new HeldLimitsPolicy(this), maximumRetained: 1_024);
    }

    /// <summary>Reserves the limits for one call, or only looks at them.</summary>
    /// <param name="limits">The limits, at least one.</param>
    /// <param name="costs">What the call costs each of them, 0 to its capacity.</param>
    /// <param name="caller">Whose counters are charged.</param>
    /// <param name="previewOnly">Whether to look only.</param>
    internal LimitOutcome Reserve(LimitSet limits, ReadOnlySpan<long> costs, in Caller caller, bool previewOnly)
    {
        var now = _clock.Read(withUtc: limits.NeedsWallClock);
        var held = _pool.Get();
        held.Prepare(limits, costs);
        if (costs.Length == 1 && !previewOnly && TryReserveOne(held, caller, now, out var outcome))
            return outcome;

        outcome = Reserve(held, caller, now, previewOnly);
        if (previewOnly || outcome.Refusal != LimitRefusal.None)
            _pool.Return(held);
        return outcome;
    }

    // The way of nearly all calls: one limit, whose counter is there and has room. One look and one charge in one.
    private bool TryReserveOne(HeldLimits held, in Caller caller, in Moment now, out LimitOutcome outcome)
    {
        outcome = default;
        ref var charge = ref held.Charges[0];
        if (charge.Cost == 0 || !TryFind(held.Limits[0], caller, now, out var counter) || counter is null)
            return false;

        Interleaving.At(Step.CounterFound);
        if (!counter.TryCharge(now, charge.Cost, tentative: false, out var mark, out var left))
            return false;

        charge = new(counter, charge.Cost, now.Ticks, mark);
        var states = new LimitStates(count: 1) { [0] = left };
        outcome = LimitOutcome.Admitted(held.Reservation, states);
        return true;
    }

    private LimitOutcome Reserve(HeldLimits held, in Caller caller, Moment now, bool previewOnly)
    {
        LimitOutcome outcome = default;
        var hasAdded = false;
        for (var patience = default(SpinWait); patience.Count < MaxRounds; patience.SpinOnce(sleep1Threshold: -1))
        {
            // Who stalled since it read the clock may be refused by what took the place of a counter freed meanwhile.
            now = now.OrLaterTicks(_table.FreedTicks);
            if (!TryFindAll(held, caller, now, out var allHaveRoom))
                continue;

            Interleaving.At(Step.AllHaveRoom);
            if (allHaveRoom && !previewOnly)
            {
                if (!TryChargeAll(held, now, out var states))
                    continue;
                if (hasAdded)
                    _table.SweepSome(caller, ref now);
                return LimitOutcome.Admitted(held.Reservation, states);
            }

            // Only once: what this call itself has just made is not charged yet, and so would make room for the rest of it.
            if (!TryLook(held, caller, mayMakeRoom: !hasAdded, ref now, out outcome))
                continue;

            var isRefused = outcome.Refusal != LimitRefusal.None;
            if (isRefused || previewOnly)
            {
                LeavePlaces(held, caller);
                return outcome;
            }

            // The next round finds the counters that were missing.
            AddMissing(held, caller, now);
            hasAdded = true;
        }

        return outcome with { Refusal = LimitRefusal.RateLimited, RetryAfter = CounterReading.ShortestWait };
    }

    private bool TryFind(LimitPlan limit, in Caller caller, in Moment now, out Counter? counter)
    {
        var budget = caller.BudgetOf(limit);
        counter = caller.Known?.Find(budget);
        if (counter is not null && counter.Phase == CounterPhase.Open)
            return true;
        if (!_table.TryFind(caller, budget, now, out counter))
            return false;

        if (counter is not null)
            caller.Known?.Note(counter, budget, caller.Budgets.Length);
        return true;
    }

    // False if another thread has its hands on one of the counters.
    private bool TryFindAll(HeldLimits held, in Caller caller, in Moment now, out bool allHaveRoom)
    {
        allHaveRoom = true;
        var charges = held.Charges;
        for (var i = 0; i < charges.Length; i++)
        {
            ref var charge = ref charges[i];
            if (!TryFind(held.Limits[i], caller, now, out var counter))
                return false;

            charge = charge with { Counter = counter };
            allHaveRoom &= charge.Cost == 0 || (counter is not null && counter.HasRoom(now, charge.Cost));
        }

        return true;
    }

    // Looks at every limit, in the order in which they are reported. False if a counter is being replaced.
    private bool TryLook(HeldLimits held, in Caller caller, bool mayMakeRoom, ref Moment now, out LimitOutcome outcome)
    {
        var charges = held.Charges;
        var states = new LimitStates(charges.Length);
        var (refusal, refusedBy, wait) = (LimitRefusal.None, 0, 0L);
        outcome = default;
        for (var i = 0; i < charges.Length; i++)
        {
            var reading = ReadOrTakePlace(ref charges[i], held.Limits[i], caller, mayMakeRoom, ref now);
            if (reading.IsSealed)
            {
                LeavePlaces(held, caller);
                return false;
            }

            states[i] = new(reading.Remaining, reading.Reset);
            if (reading.Wait == 0 || charges[i].Cost == 0)
                continue;
            wait = Math.Max(wait, reading.Wait);
            if (refusal == LimitRefusal.None)
                (refusal, refusedBy) = (charges[i].Counter is null ? LimitRefusal.Capacity : LimitRefusal.RateLimited, i);
        }

        // Room was made, perhaps, by a counter of this very call that has closed: it needs a place as well.
        if (IsAnyGone(charges))
        {
            LeavePlaces(held, caller);
            return false;
        }

        outcome = new(refusal, refusedBy, wait, states, default);
        return true;
    }

    // What is missing has all its budget if there is a place for it, which the caller of this must use or leave.
    private CounterReading ReadOrTakePlace(
        ref Charge charge, LimitPlan limit, in Caller caller, bool mayMakeRoom, ref Moment now)
    {
        if (charge.Counter is { } counter)
            return counter.Read(now, charge.Cost);
        if (charge.Cost == 0)
            return new(limit.Shape.Burst, Wait: 0, Reset: 0);

        Interleaving.At(Step.CounterMissing);
        charge = charge with { Home = _table.TryTakePlace(caller, caller.BudgetOf(limit), mayMakeRoom, ref now) };
        return new(limit.Shape.Burst, Wait: charge.Home is null ? CounterReading.ShortestWait : 0, Reset: 0);
    }

    private static bool IsAnyGone(ReadOnlySpan<Charge> charges)
    {
        foreach (ref readonly var charge in charges)
        {
            if (charge.Counter is { Phase: CounterPhase.Gone })
                return true;
        }

        return false;
    }

    private void AddMissing(HeldLimits held, in Caller caller, in Moment now)
    {
        var charges = held.Charges;
        for (var i = 0; i < charges.Length; i++)
        {
            if (charges[i].Home is { } home)
                _table.Add(caller, caller.BudgetOf(held.Limits[i]), home, now);
            charges[i] = charges[i] with { Home = null };
        }
    }

    private void LeavePlaces(HeldLimits held, in Caller caller)
    {
        foreach (ref var charge in held.Charges)
        {
            if (charge.Home is { } home)
                _table.LeavePlace(caller, home);
            charge = charge with { Home = null };
        }
    }

    private static bool TryChargeAll(HeldLimits held, in Moment now, out LimitStates states)
    {
        var charges = held.Charges;
        var order = held.Limits.Order;
        var tentative = order.Length > 1;
        states = new LimitStates(charges.Length);
        for (var i = 0; i < order.Length; i++)
        {
            var index = order[i];
            ref var charge = ref charges[index];
            if (charge.Cost == 0)
            {
                var reading = charge.Counter?.Read(now, cost: 0) ?? new(held.Limits[index].Shape.Burst, Wait: 0, Reset: 0);
                states[index] = new(Math.Max(0, reading.Remaining), reading.Reset);
                continue;
            }

            if (!charge.Counter!.TryCharge(now, charge.Cost, tentative, out var mark, out var left))
            {
                Interleaving.At(Step.OneRefused);
                held.RollBack(order[..i], now);
                return false;
            }

            Interleaving.At(Step.OneCharged);
            states[index] = left;
            charge = charge with { Time = now.Ticks, Mark = mark };
        }

        if (tentative)
            held.Confirm();
        return true;
    }

    private sealed class HeldLimitsPolicy(LimitLedger ledger) : PooledObjectPolicy<HeldLimits>
    {
        public override HeldLimits Create() => new(ledger._clock, ledger._pool);

        public override bool Return(HeldLimits obj) => true;
    }
}
