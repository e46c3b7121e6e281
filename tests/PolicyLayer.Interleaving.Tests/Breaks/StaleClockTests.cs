using PolicyLayer.Core.Limits;
using PolicyLayer.Interleaving.Tests.Naive;

namespace PolicyLayer.Interleaving.Tests.Breaks;

/// <summary>Segments, and a caller who read the clock and stalled.</summary>
public sealed class StaleClockTests
{
    private const long Second = TimeSpan.TicksPerSecond;
    private const long Window = 64 * Second;
    private const long Max = 10;

    [Fact]
    public void A_caller_who_stalled_counts_from_the_latest_charge_on() => HoldsAgainstNaive(Charge);

    [Fact]
    public void A_caller_who_stalled_counts_from_the_latest_look_on() => HoldsAgainstNaive(Look);

    [Fact]
    public void A_caller_who_stalled_comes_in_while_another_empties_segments() => HoldsAgainstNaive(EmptyHalf);

    private static void HoldsAgainstNaive(Func<ILimiter, Func<long>, long> others)
    {
        Assert.True(AdmittedOver(new NaiveSegments(Window, Max), others) > 0, "The scenario breaks nothing.");
        Assert.Equal(0, AdmittedOver(new EngineLimiter(LimitAlgorithm.SlidingWindow, TimeSpan.FromTicks(Window), Max), others));
    }

    /// <summary>
    /// One call at 0 s and one at 1 s use the budget up. Another caller reads the clock at 30 s, and is decided when others have
    /// already seen 70 s: there is no time between at which its admission shares a window neither with those before nor with the
    /// one at 100 s.
    /// </summary>
    private static long AdmittedOver(ILimiter limiter, Func<ILimiter, Func<long>, long> others)
    {
        Assert.True(limiter.TryCharge(0, Max - 1, out _));
        Assert.True(limiter.TryCharge(Second, 1, out _));

        var late = others(limiter, () => limiter.TryCharge(30 * Second, Max - 1, out _) ? Max - 1 : 0);
        var next = late > 0 && limiter.TryCharge(100 * Second, Max, out _) ? Max : 0;
        return Math.Max(0, late + next - Max);
    }

    private static long Charge(ILimiter limiter, Func<long> stalled)
    {
        Assert.True(limiter.TryCharge(70 * Second, 1, out var mark));
        limiter.Release(70 * Second, 1, mark, 70 * Second);
        return stalled();
    }

    private static long Look(ILimiter limiter, Func<long> stalled)
    {
        Assert.True(limiter.HasRoom(70 * Second, Max));
        return stalled();
    }

    // The first segment is given free by then, and nothing else is done yet.
    private static long EmptyHalf(ILimiter limiter, Func<long> stalled)
    {
        var other = Stalled<bool>.At(Step.SegmentEmptied, () => limiter.TryCharge(70 * Second, Max + 1, out _));
        other.GoOnTo(Step.SegmentEmptied);
        Assert.True(other.IsStalled);
        var late = stalled();
        Assert.False(other.Finish());
        return late;
    }
}
