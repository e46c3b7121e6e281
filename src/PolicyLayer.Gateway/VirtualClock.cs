namespace PolicyLayer.Gateway;

/// <summary>
/// A clock that stands still until it is moved. The wall clock goes wherever it is moved to; the monotonic clock stands
/// until that is past the highest time it has seen. Safe for concurrent use.
/// </summary>
internal sealed class VirtualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly DateTimeOffset _start;
    private DateTimeOffset _now;
    private long _elapsedTicks;

    internal VirtualClock(DateTimeOffset start) => _start = _now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp()
    {
        lock (_gate)
            return _elapsedTicks;
    }

    internal void MoveTo(DateTimeOffset time)
    {
        lock (_gate)
        {
            _now = time;
            _elapsedTicks = Math.Max(_elapsedTicks, (time - _start).Ticks);
        }
    }
}
