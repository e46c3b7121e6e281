namespace PolicyLayer.Core.Limits;

/// <summary>
/// The clocks of limits, read from the injected <see cref="TimeProvider"/>: the monotonic one in ticks since the engine
/// started, so that they are never negative, and for calendar windows the wall clock. Immutable.
/// </summary>
/// <remarks>
/// A tick is one of the provider's where whole milliseconds have a whole number of them and they have whole nanoseconds, as nearly
/// everywhere; otherwise it is a nanosecond. So what a policy was checked to hold exactly is held exactly by any clock.
/// </remarks>
internal sealed class LimitClock
{
    private const long MillisecondsPerSecond = 1_000;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly TimeProvider _timeProvider;
    private readonly long _start;
    private readonly long _providerFrequency;
    private readonly long _frequency;
    private readonly long _ticksPerMillisecond;
    private readonly double _millisecondsPerTick;

    internal LimitClock(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _providerFrequency = timeProvider.TimestampFrequency;
        _frequency = _providerFrequency % MillisecondsPerSecond == 0 && NanosecondsPerSecond % _providerFrequency == 0
            ? _providerFrequency
            : NanosecondsPerSecond;
        _ticksPerMillisecond = _frequency / MillisecondsPerSecond;
        _millisecondsPerTick = (double)MillisecondsPerSecond / _frequency;
        _start = timeProvider.GetTimestamp();
    }

    /// <summary>Reads the monotonic clock, and the wall clock only if it is asked for.</summary>
    internal Moment Read(bool withUtc) => new(ReadTicks(), withUtc ? ReadUtc() : 0);

    /// <summary>The same moment with the wall clock, which is read only if it was not before.</summary>
    internal Moment WithUtc(in Moment now) => now.UtcTicks == 0 ? new(now.Ticks, ReadUtc()) : now;

    /// <summary>A window's length in ticks: exact, since windows are whole seconds.</summary>
    internal long ToTicks(TimeSpan window) => checked((long)((Int128)window.Ticks * _frequency / TimeSpan.TicksPerSecond));

    /// <summary>A wait in whole milliseconds, rounded up so that whoever waits it has waited long enough.</summary>
    internal long ToMilliseconds(long ticks)
    {
        // Estimated and then put right, which is exact and quicker than a division: the estimate is off by one at most.
        var milliseconds = (long)(ticks * _millisecondsPerTick);
        var rest = ticks - (milliseconds * _ticksPerMillisecond);
        if (rest > 0)
            milliseconds += rest > _ticksPerMillisecond ? 2 : 1;
        else if (rest <= -_ticksPerMillisecond)
            milliseconds--;
        return milliseconds;
    }

    private long ReadTicks()
    {
        var passed = _timeProvider.GetTimestamp() - _start;
        return _providerFrequency == _frequency ? passed : (long)((Int128)passed * _frequency / _providerFrequency);
    }

    private long ReadUtc() => _timeProvider.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks;
}
