namespace PolicyLayer.Core.Limits;

/// <summary>Reserves all limits of a call in an <see cref="ICounterStore"/>, within a bounded time.</summary>
internal sealed class StoreLedger(ICounterStore store, TimeSpan timeout, TimeProvider timeProvider)
{
    // By which part of the window a sliding window may be late.
    private const int SlidingParts = 64;

    private readonly StorePatience _patience = new(timeout, timeProvider);

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
        if (reply is null)
            return null;
        if (MakesSense(reply.Counters, charges) && MakesSense(reply, previewOnly))
            return Outcome(reply, limits, charges, states);

        // Not awaited: the denial must not take the time of two requests.
        _ = ReleaseAllOfAsync(reply, charges);
        return null;
    }

    /// <summary>Gives charges back. A store that fails or is too slow leaves them spent, which is the safe side.</summary>
    internal Task ReleaseAsync(string reservation, CounterCharge[] charges, CancellationToken cancellationToken) =>
        _patience.AskAsync(
            token => GiveBackAsync(reservation, charges, token),
            static _ => Task.CompletedTask,
            cancellationToken);

    private async Task<CounterReply?> AskAsync(CounterCharge[] charges, bool previewOnly, CancellationToken cancellationToken)
    {
        var reply = await _patience.AskAsync(
            token => AnswerAsync(charges, previewOnly, token),
            late => ReleaseAllOfAsync(late, charges),
            cancellationToken).ConfigureAwait(false);
        if (reply is null)
            cancellationToken.ThrowIfCancellationRequested();
        return reply;
    }

    // For an answer that admits nobody: what it reserved must not stay behind.
    private Task ReleaseAllOfAsync(CounterReply? reply, CounterCharge[] charges) => reply?.Reservation is { } reservation
        ? ReleaseAsync(reservation, charges, CancellationToken.None)
        : Task.CompletedTask;

    private async Task<CounterReply?> AnswerAsync(CounterCharge[] charges, bool previewOnly, CancellationToken cancellationToken)
    {
        var reply = previewOnly
            ? await store.PreviewAsync(charges, cancellationToken).ConfigureAwait(false)
            : await store.ReserveAsync(charges, cancellationToken).ConfigureAwait(false);
        return reply is null ? null : reply with { Counters = Read(reply.Counters, charges.Length) };
    }

    private async Task<bool> GiveBackAsync(string reservation, CounterCharge[] charges, CancellationToken cancellationToken)
    {
        await store.ReleaseAsync(reservation, charges, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // The list is the store's own object, and may throw, stall or change while it is read: so it is read once, and in the time that the
    // store has. One that cannot be read makes no sense, and what was reserved with it is given back.
    private static CounterState[] Read(IReadOnlyList<CounterState>? counters, int expected)
    {
        try
        {
            return counters?.Take(expected + 1).ToArray() ?? [];
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            return [];
        }
    }

    private LimitOutcome Outcome(CounterReply reply, LimitSet limits, CounterCharge[] charges, LimitState[] states)
    {
        var outcome = default(LimitOutcome);
        for (var i = 0; i < charges.Length; i++)
        {
            var counter = reply.Counters[i];
            states[i] = new(counter.Remaining, ToMilliseconds(counter.Reset));
            if (counter.RetryAfter is not { } retryAfter)
                continue;

            // What never refills does not come back, whatever wait the store has for it.
            var wait = ToMilliseconds(retryAfter);
            var isSpent = charges[i].Max == 0 || wait == CounterReading.Never;
            outcome.Refuse(i, isSpent ? LimitRefusal.Spent : LimitRefusal.RateLimited, wait);
        }

        if (outcome.Refusal == LimitRefusal.None && reply.Reservation is { } reservation)
            outcome.Held = new StoreReservation(this, reservation, limits, charges);
        return outcome;
    }

    private static bool MakesSense(IReadOnlyList<CounterState> counters, CounterCharge[] charges) =>
        counters.Count == charges.Length && counters.Zip(charges).All(pair => MakesSense(pair.First, pair.Second));

    private static bool MakesSense(CounterReply reply, bool previewOnly) =>
        (reply.Reservation is not null) == (!previewOnly && reply.Counters.All(counter => counter.RetryAfter is null));

    private static bool MakesSense(CounterState counter, CounterCharge charge)
    {
        var longest = LongestTimeOf(charge);
        return counter.Remaining >= 0
            && counter.Remaining <= charge.Burst
            && counter.Reset >= TimeSpan.Zero
            && counter.Reset <= longest
            && (counter.RetryAfter is not { } wait || (charge.Cost > 0 && wait > TimeSpan.Zero && wait <= longest));
    }

    // A bucket may hold, and have to refill, more than a window's worth. A calendar window stays the latest one seen, however far the
    // wall clock is set back, but it ends. A sliding one may free its place late by a part of the window, and times are told in whole
    // milliseconds.
    private static TimeSpan LongestTimeOf(CounterCharge charge) => charge.Algorithm switch
    {
        LimitAlgorithm.SlidingWindow => charge.Window + (charge.Window / SlidingParts) + TimeSpan.FromMilliseconds(1),
        LimitAlgorithm.FixedWindow => TimeSpan.FromMilliseconds(CounterReading.Never - 1),
        _ => TimeSpan.MaxValue,
    };

    // The longest times of all could not be rounded up.
    private static long ToMilliseconds(TimeSpan time) => time.TotalMilliseconds >= CounterReading.Never
        ? CounterReading.Never
        : (time.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
}
