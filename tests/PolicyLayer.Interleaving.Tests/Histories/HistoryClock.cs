namespace PolicyLayer.Interleaving.Tests.Histories;

/// <summary>A clock that the threads of a test move on while they run, and that remembers what it showed each of them last.</summary>
internal sealed class HistoryClock : TimeProvider
{
    [ThreadStatic]
    private static long _shown;

    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>What the current thread was shown last: the time that its decision was made for, since that reads each clock once.</summary>
    internal static long Shown => _shown;

    internal long Now => Interlocked.Read(ref _now);

    public override long GetTimestamp() => _shown = Now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Now);

    internal void Advance(long ticks) => Interlocked.Add(ref _now, ticks);

    /// <summary>Moves on by up to a part of the window, now and then.</summary>
    internal void MaybeAdvance(long window)
    {
        if (Random.Shared.Next(6) == 0)
            Advance(Random.Shared.NextInt64(window / 15));
    }
}
