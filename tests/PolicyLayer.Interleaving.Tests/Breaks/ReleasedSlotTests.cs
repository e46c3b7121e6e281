using PolicyLayer.Core.Limits;
using PolicyLayer.Interleaving.Tests.Naive;

namespace PolicyLayer.Interleaving.Tests.Breaks;

public sealed class ReleasedSlotTests
{
    private const long Second = TimeSpan.TicksPerSecond;
    private const long Window = 64 * Second;

    [Fact]
    public void A_caller_who_stalled_finds_no_released_slot_empty()
    {
        Assert.Equal(1, AdmittedOver(new NaiveSlots(Window, max: 1, NaiveSlots.Never)));
        Assert.Equal(0, AdmittedOver(new EngineLimiter(
            LimitAlgorithm.SlidingWindow, TimeSpan.FromTicks(Window), max: 1, isCountedOneByOne: true)));
    }

    /// <summary>
    /// The admission at 0 s is kept, and the one that took its slot a window later is given back. One who read the clock at 32 s
    /// shares a window with the first.
    /// </summary>
    private static long AdmittedOver(ILimiter limiter)
    {
        Assert.True(limiter.TryCharge(0, 1, out _));
        Assert.True(limiter.TryCharge(Window, 1, out var mark));
        var releasing = Stalled<bool>.At(Step.ReleaseFound, () =>
        {
            limiter.Release(Window, 1, mark, Window);
            return true;
        });

        var admitted = limiter.TryCharge(32 * Second, 1, out _) ? 1 : 0;
        Assert.True(releasing.Finish());
        return admitted + (limiter.TryCharge(32 * Second, 1, out _) ? 1 : 0);
    }
}
