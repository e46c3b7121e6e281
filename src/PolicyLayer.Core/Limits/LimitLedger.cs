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

    internal LimitLedger(LimitClock clock, int maxCounters, int maxCountersPerGrant)
    {
        _clock = clock;
        _table = new(maxCounters, maxCountersPerGrant, clock);
    }

    /// <summary>Reserves the limits for one call, or only looks at them.</summary>
    /// <param name="limits">The limits, at least one.</param>
    /// <param name="costs">What the call costs each of them, 0 to its capacity.</param>
    /// <param name="caller">Whose counters are charged.</param>
    /// <param name="previewOnly">Whether to look only.</param>
    /// <param name="states">Where each limit stands afterwards.</param>
    /// <param name="outcome">What the limits say; nothing is said when it comes.</param>
    internal void Reserve(
        LimitSet limits,
        ReadOnlySpan<long> costs,
        in Caller caller,
        bool previewOnly,
        Span<LimitState> states,
        ref LimitOutcome outcome)
    {
        var now = _clock.Read(withUtc: limits.NeedsWallClock);
        if (costs.Length == 1 && !previewOnly && TryReserveOne(limits, costs[0], caller, ref now, out states[0], ref outcome))
            return;

        var held = HeldLimits.Take(limits, _clock);
        for (var i = 0; i < costs.Length; i++)
            held.Charges[i] = new() { Cost = costs[i] };

        try
        {
            Reserve(held, caller, now, previewOnly, states, ref outcome);
        }
        catch
        {
            // A clock can fail in the middle. A place that stayed taken would be missing for good.
            LeavePlaces(held, caller);
            held.Return();
            throw;
        }

        if (outcome.Held is null)
            held.Return();
    }

    /// <summary>
    /// Starts counters anew for a policy set. It is in force already, or callers would go on charging under the earlier one; and none may
    /// follow it before this ends.
    /// </summary>
    internal void StartAnew(PolicySet policies, PolicySet earlier, long version) =>
        new CounterRestart(_table, policies, version).Run(policies.CallersCountedUnlike(earlier));

    // The way of nearly all calls: one limit, whose counter is there and has room. One look and one charge in one.
    private bool TryReserveOne(
        LimitSet limits, long cost, in Caller caller, ref Moment now, out LimitState left, ref LimitOutcome outcome)
    {
        left = default;
        if (cost == 0 || !TryFind(limits[0], caller, ref now, out var counter) || counter is null)
            return false;

        Interleaving.At(Step.CounterFound);
        if (!counter.TryCharge(now, cost, tentative: false, out var mark, out left))
            return false;

        var held = HeldLimits.Take(limits, _clock);
        ref var charge = ref held.Charges[0];
        charge.Counter = counter;
        charge.Cost = cost;
        charge.Time = now.Ticks;
        charge.Mark = mark;
        held.GiveTo(ref outcome);
        return true;
    }

    private void Reserve(
        HeldLimits held, in Caller caller, Moment now, bool previewOnly, Span<LimitState> states, ref LimitOutcome outcome)
    {
        var hasAdded = false;
        var mayMakeRoom = true;
        var patience = default(SpinWait);
        while (patience.Count < MaxRounds)
        {
            // Who stalled since it read the clock may be refused by what took the place of a counter freed meanwhile.
            now = now.OrLaterTicks(_table.FreedTicks);
            if (TryFindAll(held, caller, ref now, out var haveRoom))
            {
                Interleaving.At(Step.AllHaveRoom);
                if (haveRoom && !previewOnly)
                {
                    if (TryChargeAll(held, now, states))
                    {
                        See(held, now);
                        if (hasAdded)
                            SweepSome(caller, ref now);
                        held.GiveTo(ref outcome);
                        return;
                    }
                }

                else if (TryLook(held, caller, ref mayMakeRoom, ref now, states, ref outcome))
                {
                    if (previewOnly || outcome.Refusal != LimitRefusal.None)
                    {
                        if (!previewOnly)
                            See(held, now);
                        LeavePlaces(held, caller);
                        return;
                    }

                    // What is made now is not charged yet, and would make room for the rest of this call.
                    AddMissing(held, caller, now);
                    hasAdded = true;
                    mayMakeRoom = false;
                    continue;
                }
            }

            patience.SpinOnce(sleep1Threshold: -1);
        }

        if (!previewOnly)
            See(held, now);
        states.Clear();
        outcome = new() { Refusal = LimitRefusal.RateLimited, RetryAfter = CounterReading.ShortestWait };
    }

    private bool TryFind(LimitPlan limit, in Caller caller, ref Moment now, out Counter? counter)
    {
        var budget = caller.BudgetOf(limit);
        counter = caller.Known?.Find(budget, limit.Ordinal);
        if (counter is not null && counter.Phase == CounterPhase.Open && !counter.IsStopgapFor(limit))
            return true;
        if (!_table.TryFind(caller, budget, ref now, out counter))
            return false;

        if (counter is not null)
            caller.Known?.Note(counter, budget, limit.Ordinal, caller.Budgets.Length);
        return true;
    }

    // False if another thread has its hands on one of the counters.
    private bool TryFindAll(HeldLimits held, in Caller caller, ref Moment now, out bool allHaveRoom)
    {
        allHaveRoom = true;
        var charges = held.Charges;
        for (var i = 0; i < charges.Length; i++)
        {
            ref var charge = ref charges[i];
            if (!TryFind(held.Limits[i], caller, ref now, out var counter))
                return false;

            charge.Counter = counter;
            allHaveRoom &= charge.Cost == 0 || (counter is not null && counter.HasRoom(now, charge.Cost));
        }

        return true;
    }

    // Looks at every limit, in the order in which they are reported. False if a counter is being replaced, or room was made.
    private bool TryLook(
        HeldLimits held, in Caller caller, ref bool mayMakeRoom, ref Moment now, Span<LimitState> states, ref LimitOutcome outcome)
    {
        var charges = held.Charges;
        outcome = default;
        for (var i = 0; i < charges.Length; i++)
        {
            ref var charge = ref charges[i];
            var reading = ReadOrTakePlace(held, i, caller, ref mayMakeRoom, ref now);
            if (reading.IsSealed)
            {
                // What refused so far may have room when it is looked at again, and the call be charged at once.
                outcome = default;
                LeavePlaces(held, caller);
                return false;
            }

            states[i] = new(reading.Remaining, reading.Reset);
            if (reading.Wait == 0 || charge.Cost == 0)
                continue;
            outcome.Refuse(i, RefusalOf(charge, reading), reading.Wait);
        }

        return true;
    }

    private static LimitRefusal RefusalOf(in Charge charge, CounterReading reading) =>
        charge.Counter is null ? LimitRefusal.Capacity
        : reading.Wait == CounterReading.Never ? LimitRefusal.Spent
        : LimitRefusal.RateLimited;

    // What is missing has all its budget if there is a place for it, which the caller of this must use or leave.
    private CounterReading ReadOrTakePlace(HeldLimits held, int index, in Caller caller, ref bool mayMakeRoom, ref Moment now)
    {
        ref var charge = ref held.Charges[index];
        var limit = held.Limits[index];
        if (charge.Counter is { } counter)
            return counter.Read(now, charge.Cost);
        if (charge.Cost == 0)
            return new(limit.Shape.Burst, Wait: 0, Reset: 0);

        Interleaving.At(Step.CounterMissing);
        charge.Home = _table.TryTakePlace(caller, caller.BudgetOf(limit));
        if (charge.Home is null && mayMakeRoom)
        {
            // Once. A counter of this very call, found closed, may have made the room: so all are looked for again.
            // What the call has taken so far is left only afterwards, since what is full with it would not be with less.
            mayMakeRoom = false;
            _table.MakeRoom(caller, ref now);
            LeavePlaces(held, caller);
            return CounterReading.OfSealed;
        }

        return new(limit.Shape.Burst, Wait: charge.Home is null ? CounterReading.ShortestWait : 0, Reset: 0);
    }

    private void AddMissing(HeldLimits held, in Caller caller, in Moment now)
    {
        var charges = held.Charges;
        for (var i = 0; i < charges.Length; i++)
        {
            if (charges[i].Home is { } home)
                _table.Add(caller, caller.BudgetOf(held.Limits[i]), home, now);
            charges[i].Home = null;
        }
    }

    // Also what the call costs nothing, and what another limit of it refused.
    private static void See(HeldLimits held, in Moment now)
    {
        if (!held.Limits.NeedsWallClock)
            return;

        foreach (ref readonly var charge in held.Charges)
            charge.Counter?.See(now);
    }

    private void LeavePlaces(HeldLimits held, in Caller caller)
    {
        foreach (ref var charge in held.Charges)
        {
            // Forgotten first: should leaving fail, nobody may leave the same place once more.
            var home = charge.Home;
            charge.Home = null;
            if (home is not null)
                _table.LeavePlace(caller, home);
        }
    }

    // The call is charged by now. The wall clock, which none of its limits may ask for, must not fail it here: nobody would give
    // back what was charged, and the host would not know of it.
    private void SweepSome(in Caller caller, ref Moment now)
    {
        try
        {
            _table.SweepSome(caller, ref now);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
        }
    }

    private static bool TryChargeAll(HeldLimits held, in Moment now, Span<LimitState> states)
    {
        var charges = held.Charges;
        var order = held.Limits.Order;

        // The last one settles the call, so it never was tentative.
        var tentatives = order[..^1];
        for (var i = 0; i < order.Length; i++)
        {
            var index = order[i];
            ref var charge = ref charges[index];
            if (charge.Cost == 0)
            {
                var reading = charge.Counter?.Read(now, cost: 0) ?? new(held.Limits[index].Shape.Burst, Wait: 0, Reset: 0);
                if (reading.IsSealed)
                {
                    held.RollBack(order[..i], now);
                    return false;
                }

                states[index] = new(reading.Remaining, reading.Reset);
                continue;
            }

            if (!charge.Counter!.TryCharge(now, charge.Cost, tentative: i < tentatives.Length, out var mark, out var left))
            {
                Interleaving.At(Step.OneRefused);
                held.RollBack(order[..i], now);
                return false;
            }

            Interleaving.At(Step.OneCharged);
            states[index] = left;
            charge.Time = now.Ticks;
            charge.Mark = mark;
        }

        held.Confirm(tentatives);
        return true;
    }
}
