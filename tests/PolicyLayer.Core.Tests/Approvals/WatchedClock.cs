using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Approvals;

/// <summary>A manual clock that tells when somebody begins to wait for a given time.</summary>
internal sealed class WatchedClock(ManualTimeProvider clock, TimeSpan watched) : TimeProvider, IDisposable
{
    private readonly SemaphoreSlim _waits = new(0);

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = clock.CreateTimer(callback, state, dueTime, period);
        if (dueTime == watched)
            _waits.Release();
        return timer;
    }

    public void Dispose() => _waits.Dispose();

    /// <summary>Lets the time pass that somebody waits for, once somebody does.</summary>
    internal async Task PassAsync()
    {
        await _waits.WaitAsync();
        clock.Advance(watched);
    }
}
