using PolicyLayer.Core.Limits;
using PolicyLayer.Interleaving.Tests.Naive;
using PolicyLayer.TestKit;

namespace PolicyLayer.Interleaving.Tests.Breaks;

/// <summary>The first window after the machine was started, when the clock shows less than a window.</summary>
public sealed class FirstWindowTests
{
    private const int Max = 3;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(64);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(TimeSpan.TicksPerSecond)]
    public void Words_that_start_at_zero_would_deny_what_the_engine_admits(long now)
    {
        Assert.Equal(0, Admitted(new NaiveSlots(Window.Ticks, Max, empty: 0), now));
        Assert.Equal(Max, Admitted(new EngineLimiter(LimitAlgorithm.SlidingWindow, Window, Max, isCountedOneByOne: true), now));
        Assert.Equal(Max, Admitted(new EngineLimiter(LimitAlgorithm.SlidingWindow, Window, Max), now));
        Assert.Equal(Max, Admitted(new EngineLimiter(LimitAlgorithm.FixedWindow, Window, Max), now));
        Assert.Equal(Max, Admitted(new EngineLimiter(LimitAlgorithm.TokenBucket, Window, Max), now));
    }

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void The_first_admission_after_the_start_is_not_lost(string limit)
    {
        var clock = new ManualTimeProvider();
        clock.SetUtcNow(DateTimeOffset.UnixEpoch);
        var calls = new EngineCalls(clock, Max, limit);

        Assert.Equal(Max, Enumerable.Range(0, 2 * Max).Count(_ => calls.Call().IsAllowed));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(calls.Call().IsAllowed);
    }

    private static int Admitted(ILimiter limiter, long now) =>
        Enumerable.Range(0, 2 * Max).Count(call => limiter.TryCharge(now, 1, out _));
}
