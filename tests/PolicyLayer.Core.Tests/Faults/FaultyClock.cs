namespace PolicyLayer.Core.Tests.Faults;

/// <summary>A clock whose two faces stand where a test puts them, forward or back, and which can fail.</summary>
internal sealed class FaultyClock(long frequency = TimeSpan.TicksPerSecond) : TimeProvider
{
    internal static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal long Ticks { get; set; } = 1_000 * frequency;

    internal DateTimeOffset Wall { get; set; } = Start;

    internal bool IsBroken { get; set; }

    internal bool IsWallBroken { get; set; }

    public override long TimestampFrequency => frequency;

    public override long GetTimestamp() => IsBroken ? throw new InvalidOperationException("No clock.") : Ticks;

    public override DateTimeOffset GetUtcNow() => IsBroken || IsWallBroken ? throw new InvalidOperationException("No clock.") : Wall;

    /// <summary>Moves both faces.</summary>
    internal void Jump(TimeSpan by)
    {
        Ticks += (long)((Int128)by.Ticks * frequency / TimeSpan.TicksPerSecond);
        Wall += by;
    }
}
