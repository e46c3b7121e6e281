using PolicyLayer.Core.Limits;
using PolicyLayer.Interleaving.Tests.Naive;

namespace PolicyLayer.Interleaving.Tests.Breaks;

/// <summary>A bucket of ten tokens, ten a second, and a charge that is given back when others already had what refilled.</summary>
public sealed class LateReleaseTests
{
    private const long Second = TimeSpan.TicksPerSecond;
    private const long Burst = 10;

    [Fact]
    public void What_comes_back_late_makes_no_room_that_has_refilled_already()
    {
        Assert.Equal(Burst, OverAfterLateRelease(new NaiveBucket(Second / 10, Burst, givesBackAll: true)));
        Assert.Equal(0, OverAfterLateRelease(Bucket()));
    }

    [Fact]
    public void What_was_worked_out_before_others_charged_is_worked_out_again()
    {
        Assert.Equal(Burst / 2, OverAfterStalledRelease(new NaiveBucket(Second / 10, Burst, givesBackAll: false)));
        Assert.Equal(0, OverAfterStalledRelease(Bucket()));
    }

    [Fact]
    public void A_roll_back_with_a_clock_read_long_ago_takes_away_nothing_that_was_charged_since()
    {
        Assert.Equal(Burst, OverAfterStalledRollBack(new NaiveBucket(Second / 10, Burst, givesBackAll: false)));
        Assert.Equal(0, OverAfterStalledRollBack(Bucket()));
    }

    private static EngineLimiter Bucket() => new(LimitAlgorithm.TokenBucket, TimeSpan.FromSeconds(1), Burst);

    private static long OverAfterLateRelease(ILimiter bucket)
    {
        Assert.True(bucket.TryCharge(0, Burst, out var mark));
        Assert.True(bucket.TryCharge(Second, Burst, out _));

        bucket.Release(0, Burst, mark, Second);

        return AdmittedOneByOne(bucket, Second);
    }

    private static long OverAfterStalledRelease(ILimiter bucket)
    {
        Assert.True(bucket.TryCharge(0, Burst, out var mark));
        var releasing = Stalled<bool>.At(Step.ReleaseFound, () =>
        {
            bucket.Release(0, Burst, mark, Second / 2);
            return true;
        });
        Assert.True(releasing.IsStalled);
        Assert.True(bucket.TryCharge(Second, Burst, out _));

        Assert.True(releasing.Finish());

        return AdmittedOneByOne(bucket, Second);
    }

    private static long OverAfterStalledRollBack(ILimiter bucket)
    {
        Assert.True(bucket.TryCharge(0, Burst, out var mark));
        Assert.True(bucket.TryCharge(Second, Burst, out _));

        bucket.Release(0, Burst, mark, now: 0);

        return AdmittedOneByOne(bucket, Second);
    }

    private static long AdmittedOneByOne(ILimiter bucket, long now)
    {
        var admitted = 0;
        while (bucket.TryCharge(now, 1, out _))
            admitted++;
        return admitted;
    }
}
