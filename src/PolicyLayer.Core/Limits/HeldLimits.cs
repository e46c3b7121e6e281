using Microsoft.Extensions.ObjectPool;

namespace PolicyLayer.Core.Limits;

/// <summary>
/// The counters that one allowed call was admitted by, until the call has ended. Pooled: a generation tells the reservation it
/// serves now from those it served before.
/// </summary>
/// <remarks>
/// INVARIANT: whoever moves the generation on owns the record and ends the reservation; every other completion, from a copy of
/// the decision or from a decision before, finds another generation and touches nothing. Admissions of the same tick cannot be
/// told apart in the words, so without this a second completion would give back somebody else's.
/// </remarks>
internal sealed class HeldLimits(CounterTable table, MonotonicClock clock, ObjectPool<HeldLimits> pool) : IHeldLimits
{
    private long _generation;
    private SlotCounter[] _counters = new SlotCounter[LimitStates.InPlace];
    private int _count;

    internal long Generation => Volatile.Read(ref _generation);

    internal long Time { get; set; }

    /// <summary>The counters in the order of the tool's limits.</summary>
    internal Span<SlotCounter> Counters => _counters.AsSpan(0, _count);

    internal void Prepare(int count)
    {
        if (_counters.Length < count)
            _counters = new SlotCounter[count];
        _count = count;
    }

    public void Complete(long generation, DispatchResult result)
    {
        if (Interlocked.CompareExchange(ref _generation, generation + 1, generation) != generation)
            return;

        if (result == DispatchResult.NotDispatched)
            GiveBack(clock.Now());
        pool.Return(this);
    }

    public ValueTask CompleteAsync(long generation, DispatchResult result, CancellationToken cancellationToken)
    {
        Complete(generation, result);
        return ValueTask.CompletedTask;
    }

    /// <summary>Gives back the tentative admissions of a call that another limit refused.</summary>
    internal void RollBack(ReadOnlySpan<int> indexes)
    {
        foreach (var index in indexes)
            Release(Counters[index], tentative: true);
    }

    /// <summary>Makes the tentative admissions count for good.</summary>
    internal void Confirm()
    {
        foreach (var counter in Counters)
            counter.Confirm(Time);
    }

    // An admission whose window has closed is spent: a stalled caller with an older clock must not find its place free.
    private void GiveBack(long now)
    {
        foreach (var counter in Counters)
        {
            if (now - Time >= counter.Window)
                continue;

            Release(counter, tentative: false);
            table.MayClose(now + Math.Max(0, counter.Read(now).Reset));
        }
    }

    private void Release(SlotCounter counter, bool tentative)
    {
        if (counter.TryRelease(Time, tentative))
            return;

        // What a successor carries on is tentative no more.
        var current = table.FindSuccessor(counter);
        while (current is not null && !current.TryRelease(Time, tentative: false))
            current = table.FindSuccessor(current);
    }
}
