namespace PolicyLayer.Core.Limits;

/// <summary>Reserves all limits of a call in an <see cref="ICounterStore"/>, within a bounded time.</summary>
internal sealed class StoreLedger(ICounterStore store, TimeSpan timeout, TimeProvider timeProvider)
{
    internal static InvalidOperationException SynchronousUse(string member, string asynchronous) =>
        new($"{member} is synchronous, and the counters live in a store. Use {asynchronous}.");

    /// <summary>Reserves the limits for one call, or only looks at them. <see langword="null"/> if the store failed.</summary>
    internal async ValueTask<LimitOutcome?> ReserveAsync(
        LimitSet limits, long[] costs, Caller caller, bool previewOnly, LimitState[] states, CancellationToken cancellationToken)
    {
        var charges = new CounterCharge[limits.Length];
        for (var i = 0; i < limits.Length; i++)
        {
            var key = limits[i].KeyFor(caller.Server, caller.Grant, caller.Session);
            var shape = limits[i].Shape;
            charges[i] = new(key, shape.Algorithm, shape.Window, shape.Max, shape.Burst, costs[i]);
        }

        var reply = await AskAsync(charges, previewOnly, cancellationToken).ConfigureAwait(false);
        var outcome = reply is null ? null : Read(reply, limits, charges, previewOnly, states);
        if (outcome is null && reply?.Reservation is { } reservation)
            await ReleaseAsync(reservation, charges, CancellationToken.None).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>Gives charges back. A store that fails or is too slow leaves them spent, which is the safe side.</summary>
    internal async ValueTask ReleaseAsync(string reservation, CounterCharge[] charges, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var token = either.Token;
            await Task.Run(() => store.ReleaseAsync(reservation, charges, token).AsTask(), token)
                .WaitAsync(token).ConfigureAwait(false);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
        }
    }

    private async ValueTask<CounterReply?> AskAsync(CounterCharge[] charges, bool previewOnly, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        Task<CounterReply>? answer = null;
        try
        {
            // On a thread of its own: a store that blocks before it returns a task must not hold up the decision either.
            var token = either.Token;
            answer = Task.Run(
                () => previewOnly
                    ? store.PreviewAsync(charges, token).AsTask()
                    : store.ReserveAsync(charges, token).AsTask(),
                token);
            return await answer.WaitAsync(token).ConfigureAwait(false);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            _ = ReleaseWhenLateAsync(answer, charges);
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    // Nobody waits for this answer any more; what it reserved must not stay behind.
    private async Task ReleaseWhenLateAsync(Task<CounterReply>? answer, CounterCharge[] charges)
    {
        try
        {
            if (answer is not null && await answer.ConfigureAwait(false) is { Reservation: { } reservation })
                await ReleaseAsync(reservation, charges, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
        }
    }

    // The reply is the store's own object, and may throw or change while it is read.
    private LimitOutcome? Read(
        CounterReply reply, LimitSet limits, CounterCharge[] charges, bool previewOnly, LimitState[] states)
    {
        try
        {
            var counters = reply.Counters?.Take(charges.Length + 1).ToArray() ?? [];
            var isSound = MakesSense(counters, charges) && MakesSense(reply.Reservation, counters, previewOnly);
            return isSound ? Outcome(reply.Reservation, counters, limits, charges, states) : null;
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            return null;
        }
    }

    private LimitOutcome Outcome(
        string? reserved, CounterState[] counters, LimitSet limits, CounterCharge[] charges, LimitState[] states)
    {
        var outcome = default(LimitOutcome);
        for (var i = 0; i < charges.Length; i++)
        {
            var counter = counters[i];
            states[i] = new(counter.Remaining, ToMilliseconds(counter.Reset));
            if (counter.RetryAfter is not { } retryAfter)
                continue;

            // What never refills does not come back, whatever wait the store has for it.
            var wait = ToMilliseconds(retryAfter);
            var isSpent = charges[i].Max == 0 || wait == CounterReading.Never;
            outcome.Refuse(i, isSpent ? LimitRefusal.Spent : LimitRefusal.RateLimited, wait);
        }

        if (outcome.Refusal == LimitRefusal.None && reserved is not null)
            outcome.Held = new StoreReservation(this, reserved, limits, charges);
        return outcome;
    }

    private static bool MakesSense(CounterState[] counters, CounterCharge[] charges) =>
        counters.Length == charges.Length && counters.Zip(charges).All(pair => MakesSense(pair.First, pair.Second));

    private static bool MakesSense(string? reservation, CounterState[] counters, bool previewOnly) =>
        (reservation is not null) == (!previewOnly && counters.All(counter => counter.RetryAfter is null));

    private static bool MakesSense(CounterState counter, CounterCharge charge)
    {
        // A bucket may hold, and have to refill, more than a window's worth.
        var longest = charge.Algorithm == LimitAlgorithm.TokenBucket ? TimeSpan.MaxValue : charge.Window;
        return counter.Remaining >= 0
            && counter.Remaining <= charge.Burst
            && counter.Reset >= TimeSpan.Zero
            && counter.Reset <= longest
            && (counter.RetryAfter is not { } wait || (charge.Cost > 0 && wait > TimeSpan.Zero && wait <= longest));
    }

    // The longest times of all could not be rounded up.
    private static long ToMilliseconds(TimeSpan time) => time.TotalMilliseconds >= CounterReading.Never
        ? CounterReading.Never
        : (time.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
}
