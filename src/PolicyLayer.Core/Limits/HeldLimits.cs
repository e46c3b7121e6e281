using Microsoft.Extensions.ObjectPool;

namespace PolicyLayer.Core.Limits;

/// <summary>
/// The charges that one allowed call was admitted by, until the call has ended. Pooled: a generation tells the reservation it
/// serves now from those it served before.
/// </summary>
/// <remarks>
/// INVARIANT: whoever moves the generation on owns the record and ends the reservation; every other completion, from a copy of
/// the decision or from a decision before, finds another generation and touches nothing. Charges of the same tick cannot be
/// told apart in a counter, so without this a second completion would give back somebody else's.
/// </remarks>
internal sealed class HeldLimits : IHeldLimits
{
    private const int MaxPooled = 1_024;

    private static readonly DefaultObjectPool<HeldLimits> Pool = new(new HeldLimitsPolicy(), MaxPooled);

    // A thread that completes the calls it decides need not meet others at the pool.
    [ThreadStatic]
    private static HeldLimits? _spare;

    private long _generation;
    private LimitClock? _clock;
    private LimitSet _limits = LimitSet.Empty;
    private Charge[] _charges = new Charge[PolicyDecision.LimitsInPlace];

    private HeldLimits()
    {
    }

    internal LimitSet Limits => _limits;

    /// <summary>The charges in the order of the tool's limits. One that costs nothing may have no counter.</summary>
    internal Span<Charge> Charges => _charges.AsSpan(0, _limits.Length);

    /// <summary>Hands the charges to a call that is admitted.</summary>
    internal void GiveTo(ref LimitOutcome outcome)
    {
        outcome.Held = this;
        outcome.Generation = Volatile.Read(ref _generation);
    }

    /// <summary>A record that nobody uses.</summary>
    internal static HeldLimits Take(LimitSet limits, LimitClock clock)
    {
        var held = _spare;
        if (held is null)
            held = Pool.Get();
        else
            _spare = null;

        held._clock = clock;
        held._limits = limits;
        if (held._charges.Length < limits.Length)
            held._charges = new Charge[limits.Length];
        return held;
    }

    /// <summary>Gives the record back. It lets go of the counters, which may be all that keeps an engine alive.</summary>
    internal void Return()
    {
        foreach (ref var charge in Charges)
            charge = default;
        _clock = null;
        if (_spare is null)
            _spare = this;
        else
            Pool.Return(this);
    }

    public void Complete(long generation, DispatchResult result)
    {
        if (!TryEnd(generation))
            return;

        if (result != DispatchResult.Succeeded)
            GiveBack(result);
        Return();
    }

    public ValueTask CompleteAsync(long generation, DispatchResult result, CancellationToken cancellationToken)
    {
        Complete(generation, result);
        return ValueTask.CompletedTask;
    }

    public ValueTask UndoAsync(long generation)
    {
        if (TryEnd(generation))
        {
            GiveBack(result: null);
            Return();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Gives back the tentative charges of a call that another limit refused.</summary>
    internal void RollBack(ReadOnlySpan<int> indexes, in Moment now)
    {
        foreach (var index in indexes)
        {
            if (Charges[index].Cost > 0)
                Release(Charges[index], now, tentative: true);
        }
    }

    /// <summary>Makes the tentative charges count for good.</summary>
    internal void Confirm(ReadOnlySpan<int> indexes)
    {
        foreach (var index in indexes)
        {
            if (Charges[index].Cost > 0)
                Charges[index].Counter!.Confirm(Charges[index]);
        }
    }

    private bool TryEnd(long generation) =>
        Interlocked.CompareExchange(ref _generation, generation + 1, generation) == generation;

    // Without a result, all of it.
    private void GiveBack(DispatchResult? result)
    {
        Moment? read = null;
        for (var i = 0; i < _limits.Length; i++)
        {
            if (_charges[i].Cost == 0 || (result is { } ended && !_limits[i].Refund.Refunds(ended)))
                continue;

            var now = read ??= _clock!.Read(withUtc: _limits.NeedsWallClock);
            Release(_charges[i], now, tentative: false);
        }
    }

    private static void Release(in Charge charge, in Moment now, bool tentative)
    {
        var counter = charge.Counter!;
        if (counter.TryRelease(charge, now, tentative))
            return;

        // What a successor carries on is tentative no more.
        var current = CounterTable.FindSuccessor(counter);
        while (current is not null && !current.TryRelease(charge, now, tentative: false))
            current = CounterTable.FindSuccessor(current);
    }

    private sealed class HeldLimitsPolicy : PooledObjectPolicy<HeldLimits>
    {
        public override HeldLimits Create() => new();

        public override bool Return(HeldLimits obj) => true;
    }
}
