namespace PolicyLayer.Benchmarks.Peers;

/// <summary>
/// The naive sliding window: a lock around a queue of timestamps for each limit. Exact, and all limits or none, as the engine's
/// are; without keys, refunds, retry-after and usage.
/// </summary>
internal sealed class LockedQueues(TimeProvider clock, TimeSpan window, params int[] maxima)
{
    private readonly Lock _gate = new();
    private readonly long _window = (long)(window.TotalSeconds * clock.TimestampFrequency);
    private readonly Queue<long>[] _admitted = [.. maxima.Select(static _ => new Queue<long>())];

    internal bool TryAdmit()
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            for (var i = 0; i < _admitted.Length; i++)
            {
                while (_admitted[i].TryPeek(out var oldest) && now - oldest >= _window)
                    _admitted[i].Dequeue();
                if (_admitted[i].Count >= maxima[i])
                    return false;
            }

            foreach (var admitted in _admitted)
                admitted.Enqueue(now);
            return true;
        }
    }
}
