using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class TokenBucketTests
{
    private const string Bucket = $"\"algorithm\": \"token_bucket\", {Meter.ByArgument}";
    private const string TenAMinute = $"{Bucket}, \"window\": \"minute\", \"max\": 10";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void It_starts_full_and_refills_evenly()
    {
        var meter = new Meter(_clock, TenAMinute);
        Assert.Equal(0, meter.Call(10).Usage[0].Remaining);
        Assert.False(meter.Call().IsAllowed);

        foreach (var refilled in Enumerable.Range(1, 10))
        {
            _clock.Advance(6 * Second - Meter.Millisecond);
            Assert.Equal(refilled - 1, meter.Preview(0).Usage[0].Remaining);
            _clock.Advance(Meter.Millisecond);
            Assert.Equal(refilled, meter.Preview(0).Usage[0].Remaining);
        }
    }

    [Theory]
    [InlineData(1, 6_000)]
    [InlineData(3, 18_000)]
    [InlineData(10, 60_000)]
    public void Retry_after_is_when_the_cost_has_refilled_and_not_a_millisecond_before(long cost, long milliseconds)
    {
        var meter = new Meter(_clock, TenAMinute);
        meter.Call(10);

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), meter.Call(cost).RetryAfter);
        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
        Assert.False(meter.Call(cost).IsAllowed);
        _clock.Advance(Meter.Millisecond);
        Assert.True(meter.Call(cost).IsAllowed);
    }

    [Fact]
    public void A_token_that_takes_a_fraction_of_a_millisecond_more_is_waited_for_in_full()
    {
        var meter = new Meter(_clock, $"{Bucket}, \"window\": \"second\", \"max\": 7");
        meter.Call(7);

        Assert.Equal(TimeSpan.FromMilliseconds(143), meter.Call(1).RetryAfter);
        _clock.Advance(Second / 7);
        Assert.False(meter.Call(1).IsAllowed);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(meter.Call(1).IsAllowed);
    }

    [Fact]
    public void It_holds_no_more_than_its_burst_however_long_nobody_calls()
    {
        var meter = new Meter(_clock, $"{TenAMinute}, \"burst\": 25");
        Assert.Equal(0, meter.Call(25).Usage[0].Remaining);

        _clock.Advance(TimeSpan.FromDays(400));

        Assert.Equal(25, meter.Preview(0).Usage[0].Remaining);
        Assert.Equal(TimeSpan.FromSeconds(150), meter.Call(25).Usage[0].Reset);
        Assert.False(meter.Call(1).IsAllowed);
    }

    [Fact]
    public void A_burst_below_the_maximum_bounds_what_one_call_may_cost()
    {
        var meter = new Meter(_clock, $"{TenAMinute}, \"burst\": 2");

        var tooDear = meter.Call(3);

        Assert.Equal((DecisionCodes.CostExceedsLimit, null), (tooDear.Code, tooDear.RetryAfter));
        Assert.True(meter.Call(2).IsAllowed);
        Assert.Equal(12 * Second, meter.Call(2).RetryAfter);
    }

    [Fact]
    public void A_step_of_the_wall_clock_refills_nothing()
    {
        var meter = new Meter(_clock, TenAMinute);
        meter.Call(10);

        _clock.SetUtcNow(_clock.GetUtcNow().AddYears(1));

        Assert.Equal(6 * Second, meter.Call(1).RetryAfter);
    }

    [Fact]
    public void What_is_given_back_at_once_is_there_again()
    {
        var meter = new Meter(_clock, TenAMinute);
        var given = meter.Call(7);
        meter.Call(3);

        given.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.Equal(7, meter.Preview(0).Usage[0].Remaining);
        Assert.Equal(18 * Second, meter.Preview(0).Usage[0].Reset);
    }

    [Fact]
    public void What_is_given_back_late_makes_no_room_beyond_the_burst()
    {
        var meter = new Meter(_clock, TenAMinute);
        var late = meter.Call(10);
        _clock.Advance(60 * Second);
        meter.Call(10);

        late.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.False(meter.Call(1).IsAllowed);
    }

    [Fact]
    public void Only_what_has_not_refilled_since_is_given_back()
    {
        var meter = new Meter(_clock, TenAMinute);
        var late = meter.Call(4);
        _clock.Advance(18 * Second);
        meter.Call(9);

        late.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.Equal(1, meter.Preview(0).Usage[0].Remaining);
    }

    [Fact]
    public void Usage_survives_a_lower_burst_and_is_remembered_when_it_is_raised_again()
    {
        var meter = new Meter(_clock, TenAMinute);
        meter.Call(8);

        Assert.Empty(meter.Reload($"{TenAMinute}, \"burst\": 5"));
        Assert.Equal(TimeSpan.FromSeconds(24), meter.Call(1).RetryAfter);
        Assert.Empty(meter.Reload($"{TenAMinute}, \"burst\": 20"));

        Assert.Equal(12, meter.Preview(0).Usage[0].Remaining);
    }

    [Fact]
    public void A_reservation_from_before_a_smaller_bucket_is_given_back_to_it()
    {
        var meter = new Meter(_clock, TenAMinute);
        meter.Call(2);
        var before = meter.Call(8);
        meter.Reload($"{TenAMinute}, \"burst\": 5");
        Assert.False(meter.Call(1).IsAllowed);

        before.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.Equal(3, meter.Preview(0).Usage[0].Remaining);
    }

    [Fact]
    public void A_cost_larger_than_the_bucket_is_now_has_refilled_in_full_by_the_time_it_is_given_back()
    {
        var meter = new Meter(_clock, TenAMinute);
        var late = meter.Call(10);
        meter.Reload($"{TenAMinute}, \"burst\": 5");
        _clock.Advance(60 * Second);
        Assert.True(meter.Call(5).IsAllowed);

        late.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.False(meter.Call(1).IsAllowed);
    }

    [Fact]
    public void What_has_refilled_before_a_reload_to_a_lower_rate_is_not_given_back()
    {
        var meter = new Meter(_clock, TenAMinute);
        var late = meter.Call(10);
        _clock.Advance(60 * Second);
        meter.Call(10);
        meter.Reload($"{Bucket}, \"window\": \"minute\", \"max\": 1, \"burst\": 10");
        Assert.False(meter.Call(1).IsAllowed);

        late.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.False(meter.Call(1).IsAllowed);
    }

    [Fact]
    public void A_huge_reservation_given_back_to_a_bucket_that_cannot_count_it_makes_no_room()
    {
        const string Month = $"{Bucket}, \"window\": 2678400";
        var meter = new Meter(_clock, $"{Month}, \"max\": 1000000000000");
        var spent = meter.Call(500_000_000_000);
        var given = meter.Call(500_000_000_000);
        meter.Reload($"{Month}, \"max\": 1");
        Assert.False(meter.Call(1).IsAllowed);

        given.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.True(spent.IsAllowed);
        Assert.False(meter.Call(1).IsAllowed);
    }

    [Fact]
    public void A_bucket_whose_maximum_is_raised_has_not_refilled_faster_before()
    {
        const string Daily = $"{Bucket}, \"window\": \"day\", \"burst\": 24";
        var meter = new Meter(_clock, $"{Daily}, \"max\": 24");
        meter.Call(24);
        _clock.Advance(TimeSpan.FromHours(3));

        meter.Reload($"{Daily}, \"max\": 24000");

        Assert.Equal(3, meter.Preview(1).Usage[0].Remaining);
    }

    [Fact]
    public void A_bucket_whose_maximum_is_lowered_keeps_what_has_refilled_before()
    {
        const string Daily = $"{Bucket}, \"window\": \"day\", \"burst\": 24";
        var meter = new Meter(_clock, $"{Daily}, \"max\": 24");
        meter.Call(24);
        _clock.Advance(TimeSpan.FromHours(3));

        meter.Reload($"{Daily}, \"max\": 1");

        Assert.Equal(3, meter.Preview(1).Usage[0].Remaining);
    }

    [Fact]
    public void A_bucket_without_refill_is_spent_once()
    {
        var meter = new Meter(_clock, $"{Bucket}, \"window\": \"day\", \"max\": 0, \"burst\": 2");
        Assert.Equal(0, meter.Call(2).Usage[0].Remaining);

        _clock.Advance(TimeSpan.FromDays(1_000));

        Assert.False(meter.Call(1).IsAllowed);
    }

    [Fact]
    public void A_bucket_without_refill_that_is_spent_tells_no_wait_since_none_would_help()
    {
        var meter = new Meter(_clock, $"{Bucket}, \"window\": \"day\", \"max\": 0, \"burst\": 2");
        meter.Call(2);

        var refused = meter.Call(1);

        Assert.Equal(
            (PolicyOutcome.Deny, DecisionCodes.CostExceedsLimit, "/tools/t/limits/c", null),
            (refused.Outcome, refused.Code, refused.Rule, refused.RetryAfter));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000_000)]
    [InlineData(1_000_000_000)]
    public void A_time_that_never_comes_is_told_as_one_that_a_date_can_be_told_from(long frequency)
    {
        var clock = new TickingClock(frequency);
        var meter = new Meter(clock, $"{Bucket}, \"window\": \"day\", \"max\": 0, \"burst\": 2");

        TimeSpan[] resets = [meter.Call(2).Usage[0].Reset, meter.Call(1).Usage[0].Reset, meter.Preview(0).Usage[0].Reset];

        Assert.All(resets, static reset => Assert.Equal(TimeSpan.FromDays(36_500), reset));
    }

    [Fact]
    public void A_bucket_that_a_reload_left_with_more_to_refill_than_a_century_brings_is_spent()
    {
        const string Month = $"{Bucket}, \"window\": 2678400";
        var meter = new Meter(_clock, $"{Month}, \"max\": 1000000000000");
        meter.Call(1_000_000_000_000);
        meter.Reload($"{Month}, \"max\": 1");

        var refused = meter.Call(1);

        Assert.Equal((DecisionCodes.CostExceedsLimit, null), (refused.Code, refused.RetryAfter));
        Assert.Equal(TimeSpan.FromDays(36_500), refused.Usage[0].Reset);
    }

    [Fact]
    public void A_spent_bucket_refills_once_its_maximum_is_raised()
    {
        var meter = new Meter(_clock, $"{Bucket}, \"window\": \"minute\", \"max\": 0, \"burst\": 10");
        meter.Call(10);
        Assert.Equal(DecisionCodes.CostExceedsLimit, meter.Call(1).Code);

        meter.Reload($"{TenAMinute}, \"burst\": 10");

        Assert.Equal((DecisionCodes.RateLimited, 6 * Second), (meter.Call(1).Code, meter.Call(1).RetryAfter));
    }
}
