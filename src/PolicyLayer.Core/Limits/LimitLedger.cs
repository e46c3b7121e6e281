using Microsoft.Extensions.ObjectPool;

namespace PolicyLayer.Core.Limits;

/// <summary>Reserves all limits of a call, or none of them, on the counters in memory. Takes no lock.</summary>
internal sealed class LimitLedger
{
    // A lost race, or a counter that is just being freed or replaced, sends a call back to look at its limits anew. Under any
    // real contention a few rounds settle it, and a thread that has lost its core gets it back when this one yields; a call
    // that still finds no way is refused for a moment.
    private const int MaxRounds = 100;
    private const int ShortestWait = 1;

    private readonly MonotonicClock _clock;
    private readonly CounterTable _table;
    private readonly DefaultObjectPool<HeldLimits> _pool;

    internal LimitLedger(MonotonicClock clock, int maxCounters, int maxCountersPerGrant)
    {
        _clock = clock;
        _table = new(maxCounters, maxCountersPerGrant, clock);
        _pool = new(new HeldLimitsPolicy(this), maximumRetained: 1_024);
    }

    /// <summary>Reserves the limits for one call, or only looks at them.</summary>
    internal LimitOutcome Reserve(LimitPlan[] limits, in Caller caller, bool previewOnly)
    {
        for (var i = 0; i < limits.Length; i++)
        {
            if (limits[i].Max == 0)
                return LimitOutcome.Refused(LimitRefusal.CostExceedsLimit, i);
        }

        var now = _clock.Now();
        var held = _pool.Get();
        held.Prepare(limits.Length);
        var outcome = Reserve(limits, caller, held, now, previewOnly);
        if (previewOnly || outcome.Refusal != LimitRefusal.None)
        {
            _pool.Return(held);
            return outcome;
        }

        return outcome with { Reservation = new(held, held.Generation) };
    }

    private LimitOutcome Reserve(LimitPlan[] limits, in Caller caller, HeldLimits held, long now, bool previewOnly)
    {
        LimitOutcome outcome = default;
        for (var patience = default(SpinWait); patience.Count < MaxRounds; patience.SpinOnce(sleep1Threshold: -1))
        {
            held.Time = now = Math.Max(now, _table.SweptAt);
            if (!TryLocateAll(limits, caller, held, now, out var atCapacity))
            {
                if (atCapacity < 0 || !TryLook(held.Counters[..atCapacity], now, out outcome))
                    continue;

                // A limit before it may refuse as well, and then is the one to name.
                return outcome.Refusal != LimitRefusal.None ? outcome : LimitOutcome.Refused(LimitRefusal.Capacity, atCapacity);
            }

            if (_table.SweptAt > now)
                continue;
            if (!TryLook(held.Counters, now, out outcome))
                continue;
            if (previewOnly || outcome.Refusal != LimitRefusal.None)
                return outcome;
            if (TryAdmitAll(held, now))
                return outcome with { States = AfterAdmission(outcome.States, held) };
        }

        return outcome with { Refusal = LimitRefusal.RateLimited, RetryAfter = ShortestWait };
    }

    // False if a counter is one too many, or (then atCapacity is -1) is just being replaced.
    private bool TryLocateAll(LimitPlan[] limits, in Caller caller, HeldLimits held, long now, out int atCapacity)
    {
        atCapacity = -1;
        for (var i = 0; i < limits.Length; i++)
        {
            if (!TryLocate(limits[i], caller, now, out var counter))
            {
                atCapacity = i;
                return false;
            }

            if (counter is null)
                return false;
            held.Counters[i] = counter;
        }

        return true;
    }

    private bool TryLocate(LimitPlan limit, in Caller caller, long now, out SlotCounter? counter)
    {
        if (caller.Known is not { } known)
            return TryLookUp(limit, caller, now, out counter);

        counter = Volatile.Read(ref known[limit.Ordinal]);
        if (counter is { IsSealed: false } && _table.Serves(counter, limit, caller.Version))
            return true;

        var found = TryLookUp(limit, caller, now, out counter);
        Volatile.Write(ref known[limit.Ordinal], counter);
        return found;
    }

    private bool TryLookUp(LimitPlan limit, in Caller caller, long now, out SlotCounter? counter) => _table.TryFindOrCreate(
        limit.KeyFor(caller.Server, caller.Grant, caller.Session), limit, caller.Version, now, out counter);

    // Reads every counter before any is charged, in the order in which they are reported. False if one is being replaced.
    private bool TryLook(ReadOnlySpan<SlotCounter> counters, long now, out LimitOutcome outcome)
    {
        var states = new LimitStates(counters.Length);
        var refusedBy = -1;
        long wait = 0;
        for (var i = 0; i < counters.Length; i++)
        {
            var reading = counters[i].Read(now);
            if (reading.IsSealed)
            {
                outcome = default;
                return false;
            }

            states[i] = new(reading.Free, _clock.ToMilliseconds(reading.Reset));
            wait = Math.Max(wait, reading.Wait);
            if (reading.Free == 0 && refusedBy < 0)
                refusedBy = i;
        }

        outcome = refusedBy < 0
            ? new(LimitRefusal.None, 0, 0, states, default)
            : new(LimitRefusal.RateLimited, refusedBy, _clock.ToMilliseconds(wait), states, default);
        return true;
    }

    private static bool TryAdmitAll(HeldLimits held, long now)
    {
        if (held.Counters.Length == 1)
            return held.Counters[0].TryAdmit(now, tentative: false);

        // One order for all calls: of two that want the same counters, one gets the first of them and with it the rest.
        // In document order, [a, b] and [b, a] could each take one and both be refused.
        Span<int> order = held.Counters.Length <= 64 ? stackalloc int[held.Counters.Length] : new int[held.Counters.Length];
        SortById(held.Counters, order);
        for (var i = 0; i < order.Length; i++)
        {
            if (held.Counters[order[i]].TryAdmit(now, tentative: true))
                continue;

            held.RollBack(order[..i]);
            return false;
        }

        held.Confirm();
        return true;
    }

    private static void SortById(ReadOnlySpan<SlotCounter> counters, Span<int> order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            var at = i;
            for (; at > 0 && counters[order[at - 1]].Id > counters[i].Id; at--)
                order[at] = order[at - 1];
            order[at] = i;
        }
    }

    private LimitStates AfterAdmission(LimitStates states, HeldLimits held)
    {
        for (var i = 0; i < held.Counters.Length; i++)
        {
            var before = states[i];
            states[i] = new(before.Remaining - 1, Math.Max(before.Reset, _clock.ToMilliseconds(held.Counters[i].Window)));
        }

        return states;
    }

    private sealed class HeldLimitsPolicy(LimitLedger ledger) : PooledObjectPolicy<HeldLimits>
    {
        public override HeldLimits Create() => new(ledger._table, ledger._clock, ledger._pool);

        public override bool Return(HeldLimits obj) => true;
    }
}
