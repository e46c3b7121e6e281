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
    /// <param name="limits">The limits.</param>
    /// <param name="costs">What the call costs each of them, 0 to its capacity.</param>
    /// <param name="caller">Whose counters are charged.</param>
    /// <param name="previewOnly">Whether to look only.</param>
    internal LimitOutcome Reserve(LimitPlan[] limits, ReadOnlySpan<long> costs, in Caller caller, bool previewOnly)
    {
        var now = _clock.Read(withUtc: HeldLimits.NeedUtc(limits));
        var held = _pool.Get();
        held.Prepare(limits, costs);
        var outcome = Reserve(held, caller, now, previewOnly);
        if (previewOnly || outcome.Refusal != LimitRefusal.None)
        {
            _pool.Return(held);
            return outcome;
        }

        return outcome with { Reservation = new(held, held.Generation) };
    }

    private LimitOutcome Reserve(HeldLimits held, in Caller caller, Moment now, bool previewOnly)
    {
        LimitOutcome outcome = default;
        for (var patience = default(SpinWait); patience.Count < MaxRounds; patience.SpinOnce(sleep1Threshold: -1))
        {
            now = now.OrLater(_table.SweptAt);
            if (!TryLocateAll(held, caller, ref now, out var atCapacity))
            {
                if (atCapacity < 0 || !TryLook(held, atCapacity, now, out outcome))
                    continue;

                // A limit before it may refuse as well, and then is the one to name.
                return outcome.Refusal != LimitRefusal.None ? outcome : LimitOutcome.Refused(LimitRefusal.Capacity, atCapacity);
            }

            if (now.OrLater(_table.SweptAt) != now || !TryLook(held, held.Limits.Length, now, out outcome))
                continue;
            if (previewOnly || outcome.Refusal != LimitRefusal.None)
                return outcome;
            if (TryChargeAll(held, now))
                return outcome with { States = StatesOf(held, now) };
        }

        return outcome with { Refusal = LimitRefusal.RateLimited, RetryAfter = CounterReading.ShortestWait };
    }

    // False if a counter is one too many, or (then atCapacity is -1) is just being replaced.
    private bool TryLocateAll(HeldLimits held, in Caller caller, ref Moment now, out int atCapacity)
    {
        atCapacity = -1;
        for (var i = 0; i < held.Limits.Length; i++)
        {
            ref var charge = ref held.Charges[i];
            var limit = held.Limits[i];
            Counter? counter;
            if (charge.Cost == 0)
            {
                // What costs nothing always passes, and so must not need a place in the table.
                var key = limit.KeyFor(caller.Server, caller.Grant, caller.Session);
                if (_table.TryFind(key, limit, caller.Version, now, out counter) && counter is null)
                    return false;
            }
            else if (!TryLocate(limit, caller, ref now, out counter))
            {
                atCapacity = i;
                return false;
            }
            else if (counter is null)
            {
                return false;
            }

            charge = charge with { Counter = counter };
        }

        return true;
    }

    private bool TryLocate(LimitPlan limit, in Caller caller, ref Moment now, out Counter? counter)
    {
        if (caller.Known is not { } known)
            return TryLookUp(limit, caller, ref now, out counter);

        counter = Volatile.Read(ref known[limit.Ordinal]);
        if (counter is { IsSealed: false } && CounterTable.Serves(counter, limit, caller.Version))
            return true;

        var found = TryLookUp(limit, caller, ref now, out counter);
        Volatile.Write(ref known[limit.Ordinal], counter);
        return found;
    }

    private bool TryLookUp(LimitPlan limit, in Caller caller, ref Moment now, out Counter? counter) => _table.TryFindOrCreate(
        limit.KeyFor(caller.Server, caller.Grant, caller.Session), limit, caller.Version, ref now, out counter);

    // Reads every counter before any is charged, in the order in which they are reported. False if one is being replaced.
    private static bool TryLook(HeldLimits held, int count, in Moment now, out LimitOutcome outcome)
    {
        var states = new LimitStates(count);
        var refusedBy = -1;
        long wait = 0;
        outcome = default;
        for (var i = 0; i < count; i++)
        {
            var charge = held.Charges[i];
            var reading = ReadingOf(charge, held.Limits[i], now);
            if (reading.IsSealed)
                return false;

            states[i] = new(reading.Remaining, reading.Reset);
            if (reading.Wait == 0 || charge.Cost == 0)
                continue;
            wait = Math.Max(wait, reading.Wait);
            if (refusedBy < 0)
                refusedBy = i;
        }

        outcome = refusedBy < 0
            ? new(LimitRefusal.None, 0, 0, states, default)
            : new(LimitRefusal.RateLimited, refusedBy, wait, states, default);
        return true;
    }

    private static bool TryChargeAll(HeldLimits held, in Moment now)
    {
        // One order for all calls: of two that want the same counters, one gets the first of them and with it the rest.
        // In document order, [a, b] and [b, a] could each take one and both be refused.
        var charges = held.Charges;
        Span<int> order = charges.Length <= 64 ? stackalloc int[charges.Length] : new int[charges.Length];
        order = order[..SortPayingById(charges, order)];
        var tentative = order.Length > 1;
        for (var i = 0; i < order.Length; i++)
        {
            ref var charge = ref charges[order[i]];
            if (!charge.Counter!.TryCharge(now, charge.Cost, tentative, out var mark))
            {
                held.RollBack(order[..i], now);
                return false;
            }

            charge = charge with { Time = now.Ticks, Mark = mark };
        }

        if (tentative)
            held.Confirm(order);
        return true;
    }

    private static int SortPayingById(ReadOnlySpan<Charge> charges, Span<int> order)
    {
        var count = 0;
        for (var i = 0; i < charges.Length; i++)
        {
            if (charges[i].Cost == 0)
                continue;

            var at = count++;
            for (; at > 0 && charges[order[at - 1]].Counter!.Id > charges[i].Counter!.Id; at--)
                order[at] = order[at - 1];
            order[at] = i;
        }

        return count;
    }

    private static LimitStates StatesOf(HeldLimits held, in Moment now)
    {
        var states = new LimitStates(held.Limits.Length);
        for (var i = 0; i < held.Limits.Length; i++)
        {
            var reading = ReadingOf(held.Charges[i], held.Limits[i], now);
            states[i] = new(Math.Max(0, reading.Remaining), reading.Reset);
        }

        return states;
    }

    private static CounterReading ReadingOf(in Charge charge, LimitPlan limit, in Moment now) =>
        charge.Counter?.Read(now, charge.Cost) ?? new(limit.Shape.Burst, Wait: 0, Reset: 0);

    private sealed class HeldLimitsPolicy(LimitLedger ledger) : PooledObjectPolicy<HeldLimits>
    {
        public override HeldLimits Create() => new(ledger._table, ledger._clock, ledger._pool);

        public override bool Return(HeldLimits obj) => true;
    }
}
