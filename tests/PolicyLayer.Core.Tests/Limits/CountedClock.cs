namespace PolicyLayer.Core.Tests.Limits;

/// <summary>A clock that a test sets, and that counts how often it is read.</summary>
internal sealed class CountedClock : TimeProvider
{
    internal TimeSpan Now { get; set; }

    internal int Reads { get; set; }

    internal int WallReads { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        Reads++;
        return Now.Ticks;
    }

    public override DateTimeOffset GetUtcNow()
    {
        WallReads++;
        return DateTimeOffset.UnixEpoch.AddYears(50) + Now;
    }
}
