using PolicyLayer.Core.Limits;

namespace PolicyLayer.Interleaving.Tests.Naive;

/// <summary>A table that makes counters, and at its bound frees those that have closed, without sealing them.</summary>
internal sealed class NaiveTable(TimeProvider clock, long window, int maxCounters) : ICalls
{
    private readonly Dictionary<string, NaiveCounter> _counters = [];
    private readonly Dictionary<string, NaiveCounter> _known = [];

    public Answer Call(string grant = "alice", string tool = "a", bool isResolved = false)
    {
        var now = clock.GetTimestamp();
        if (!isResolved || !_known.TryGetValue(grant, out var counter))
        {
            counter = _counters.GetValueOrDefault(grant) ?? Make(grant, now);
            if (counter is null)
                return default;
            _known[grant] = counter;
        }

        Core.Limits.Interleaving.At(Step.CounterFound);
        return new(counter.TryCharge(now), GiveBack: counter.Open);
    }

    public void Reload(long max) => throw new NotSupportedException();

    private NaiveCounter? Make(string grant, long now)
    {
        Core.Limits.Interleaving.At(Step.CounterMissing);
        if (_counters.Count >= maxCounters)
            Free(now);
        if (_counters.Count >= maxCounters)
            return null;

        var counter = new NaiveCounter(window);
        _counters[grant] = counter;
        Core.Limits.Interleaving.At(Step.CounterAdded);
        counter.Open();
        return counter;
    }

    private void Free(long now)
    {
        foreach (var (grant, _) in _counters.Where(known => known.Value.IsClosed(now)).ToList())
        {
            Core.Limits.Interleaving.At(Step.CounterFoundClosed);
            Core.Limits.Interleaving.At(Step.CounterSealed);
            _counters.Remove(grant);
        }
    }
}
