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
internal sealed class HeldLimits(CounterTable table, LimitClock clock, ObjectPool<HeldLimits> pool) : IHeldLimits
{
    private long _generation;
    private LimitPlan[] _limits = [];
    private Charge[] _charges = new Charge[LimitStates.InPlace];

    internal long Generation => Volatile.Read(ref _generation);

    internal LimitPlan[] Limits => _limits;

    /// <summary>The charges in the order of the tool's limits. One that costs nothing may have no counter.</summary>
    internal Span<Charge> Charges => _charges.AsSpan(0, _limits.Length);

    internal void Prepare(LimitPlan[] limits, ReadOnlySpan<long> costs)
    {
        if (_charges.Length < limits.Length)
            _charges = new Charge[limits.Length];
        _limits = limits;
        for (var i = 0; i < limits.Length; i++)
            _charges[i] = new(Counter: null, costs[i], Time: 0, Mark: 0);
    }

    public void Complete(long generation, DispatchResult result)
    {
        if (Interlocked.CompareExchange(ref _generation, generation + 1, generation) != generation)
            return;

        if (result != DispatchResult.Succeeded)
            GiveBack(result);
        pool.Return(this);
    }

    public ValueTask CompleteAsync(long generation, DispatchResult result, CancellationToken cancellationToken)
    {
        Complete(generation, result);
        return ValueTask.CompletedTask;
    }

    /// <summary>Gives back the tentative charges of a call that another limit refused.</summary>
    internal void RollBack(ReadOnlySpan<int> indexes, in Moment now)
    {
        foreach (var index in indexes)
            Release(Charges[index], now, tentative: true);
    }

    /// <summary>Makes the tentative charges count for good.</summary>
    internal void Confirm(ReadOnlySpan<int> indexes)
    {
        foreach (var index in indexes)
            Charges[index].Counter!.Confirm(Charges[index]);
    }

    private void GiveBack(DispatchResult result)
    {
        Moment? read = null;
        for (var i = 0; i < _limits.Length; i++)
        {
            if (_charges[i] is not { Cost: > 0, Counter: { } counter } charge || !_limits[i].Refund.Refunds(result))
                continue;

            var now = read ??= clock.Read(withUtc: NeedUtc(_limits));
            Release(charge, now, tentative: false);
            table.MayClose(counter.ClosesAt(now));
        }
    }

    private void Release(in Charge charge, in Moment now, bool tentative)
    {
        var counter = charge.Counter!;
        if (counter.TryRelease(charge, now, tentative))
            return;

        // What a successor carries on is tentative no more.
        var current = table.FindSuccessor(counter);
        while (current is not null && !current.TryRelease(charge, now, tentative: false))
            current = table.FindSuccessor(current);
    }

    /// <summary>Whether any of the limits runs on the wall clock.</summary>
    internal static bool NeedUtc(LimitPlan[] limits)
    {
        foreach (var limit in limits)
        {
            if (limit.Shape.Algorithm == LimitAlgorithm.FixedWindow)
                return true;
        }

        return false;
    }
}
