namespace PolicyLayer.Interleaving.Tests;

/// <summary>A clock that stands still, and whose ticks are as long as a test says.</summary>
internal sealed class FrequencyClock(long frequency) : TimeProvider
{
    public override long TimestampFrequency => frequency;

    internal DateTimeOffset UtcNow { get; init; } = DateTimeOffset.UnixEpoch;

    public override long GetTimestamp() => 0;

    public override DateTimeOffset GetUtcNow() => UtcNow;
}
