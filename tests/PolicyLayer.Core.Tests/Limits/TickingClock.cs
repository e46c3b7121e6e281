namespace PolicyLayer.Core.Tests.Limits;

/// <summary>A monotonic clock of any frequency, which stands where a test puts it.</summary>
internal sealed class TickingClock(long frequency) : TimeProvider
{
    internal long Ticks { get; set; }

    public override long TimestampFrequency => frequency;

    public override long GetTimestamp() => Ticks;
}
