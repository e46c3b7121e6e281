namespace PolicyLayer.Gateway.Tests;

public class VirtualClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_wall_clock_follows_back_and_the_monotonic_clock_waits_there()
    {
        var clock = new VirtualClock(Start);
        var begin = clock.GetTimestamp();

        clock.MoveTo(Start.AddSeconds(10));
        clock.MoveTo(Start.AddSeconds(-5));
        Assert.Equal(Start.AddSeconds(-5), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(10), clock.GetElapsedTime(begin));

        clock.MoveTo(Start.AddSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(10), clock.GetElapsedTime(begin));

        clock.MoveTo(Start.AddSeconds(11));
        Assert.Equal(TimeSpan.FromSeconds(11), clock.GetElapsedTime(begin));
    }
}
