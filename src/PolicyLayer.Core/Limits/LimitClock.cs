namespace PolicyLayer.Core.Limits;

/// <summary>
/// The clocks of limits, read from the injected <see cref="TimeProvider"/>: the monotonic one in ticks since the engine
/// started, so that they are never negative, and for calendar windows the wall clock. Immutable.
/// </summary>
internal sealed class LimitClock(TimeProvider timeProvider)
{
    private const long MillisecondsPerSecond = 1_000;

    private readonly long _start = timeProvider.GetTimestamp();
    private readonly long _frequency = timeProvider.TimestampFrequency;
    private readonly long _ticksPerMillisecond = timeProvider.TimestampFrequency % MillisecondsPerSecond == 0
        ? timeProvider.TimestampFrequency / MillisecondsPerSecond
        : 0;

    private readonly double _millisecondsPerTick = (double)MillisecondsPerSecond / timeProvider.TimestampFrequency;

    /// <summary>Reads the monotonic clock, and the wall clock only if it is asked for.</summary>
    internal Moment Read(bool withUtc) => new(timeProvider.GetTimestamp() - _start, withUtc ? ReadUtc() : 0);

    /// <summary>The same moment with the wall clock, which is read only if it was not before.</summary>
    internal Moment WithUtc(in Moment now) => now.UtcTicks == 0 ? new(now.Ticks, ReadUtc()) : now;

    /// <summary>A window's length in ticks: exact, since windows are whole seconds.</summary>
    internal long ToTicks(TimeSpan window) => checked((long)((Int128)window.Ticks * _frequency / TimeSpan.TicksPerSecond));

    /// <summary>A wait in whole milliseconds, rounded up so that whoever waits it has waited long enough.</summary>
    internal long ToMilliseconds(long ticks)
    {
        if (_ticksPerMillisecond == 0)
            return ToMillisecondsOfOddClock(ticks);

        // Estimated and then put right, which is exact and quicker than a division: the estimate is off by one at most.
        var milliseconds = (long)(ticks * _millisecondsPerTick);
        var rest = ticks - (milliseconds * _ticksPerMillisecond);
        if (rest > 0)
            milliseconds += rest > _ticksPerMillisecond ? 2 : 1;
        else if (rest <= -_ticksPerMillisecond)
            milliseconds--;
        return milliseconds;
    }

    // The clock's frequency is no multiple of a kilohertz.
    private long ToMillisecondsOfOddClock(long ticks)
    {
        var (seconds, rest) = Math.DivRem(ticks, _frequency);
        return seconds * MillisecondsPerSecond + (rest * MillisecondsPerSecond + _frequency - 1) / _frequency;
    }

    private long ReadUtc() => timeProvider.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks;
}
