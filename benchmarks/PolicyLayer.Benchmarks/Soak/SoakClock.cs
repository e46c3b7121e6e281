namespace PolicyLayer.Benchmarks.Soak;

/// <summary>
/// The system's clock, told faster by a factor that can be changed. It remembers what it last told each thread: the time that a
/// decision was made by, since a decision reads each clock once.
/// </summary>
internal sealed class SoakClock : TimeProvider
{
    [ThreadStatic]
    private static long _timestamp;

    [ThreadStatic]
    private static long _utcTicks;

    private long _speed = 1;
    private long _ticksBefore;
    private long _since = System.GetTimestamp();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>What this thread last saw of the monotonic clock.</summary>
    internal static long LastTimestamp => _timestamp;

    /// <summary>What this thread last saw of the wall clock, in ticks since the Unix epoch.</summary>
    internal static long LastUtcTicks => _utcTicks;

    /// <summary>The time, the same on both clocks, without remembering it.</summary>
    internal long Now => _ticksBefore + (System.GetTimestamp() - _since) * _speed;

    public override long GetTimestamp() => _timestamp = Now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(_utcTicks = Now);

    /// <summary>Lets the clock go on at another speed. Nobody may read it meanwhile.</summary>
    /// <param name="second">How long a second of this clock takes.</param>
    internal void SetSecond(TimeSpan second)
    {
        (_ticksBefore, _since) = (Now, System.GetTimestamp());
        _speed = (long)(TimeSpan.TicksPerSecond / (second.TotalSeconds * System.TimestampFrequency));
    }
}
