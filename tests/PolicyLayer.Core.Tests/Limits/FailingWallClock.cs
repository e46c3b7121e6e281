namespace PolicyLayer.Core.Tests.Limits;

/// <summary>A clock that stands still, and whose wall clock cannot be read while a test says so.</summary>
internal sealed class FailingWallClock : TimeProvider
{
    internal bool Fails { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => 0;

    public override DateTimeOffset GetUtcNow() =>
        Fails ? throw new InvalidOperationException("The wall clock cannot be read.") : DateTimeOffset.UnixEpoch.AddYears(50);
}
