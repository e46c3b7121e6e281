using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class SegmentTests
{
    private const string Minute = $"\"window\": 64, {Meter.ByArgument}";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void More_than_can_be_kept_one_by_one_are_admitted_up_to_the_maximum()
    {
        var meter = new Meter(_clock, "\"window\": \"minute\", \"max\": 129");

        Assert.Equal(129, Enumerable.Range(0, 200).Count(_ => meter.Call().IsAllowed));
    }

    [Fact]
    public void A_cost_is_free_again_a_window_later_and_at_the_latest_a_64th_more()
    {
        var meter = new Meter(_clock, $"{Minute}, \"max\": 100");
        _clock.Advance(0.5 * Second);
        Assert.Equal(0, meter.Call(100).Usage[0].Remaining);

        _clock.Advance(64 * Second - Meter.Millisecond);
        Assert.False(meter.Call(1).IsAllowed);
        _clock.Advance(Second + Meter.Millisecond);
        Assert.True(meter.Call(100).IsAllowed);
    }

    [Fact]
    public void Retry_after_suffices_and_a_millisecond_less_does_not()
    {
        var meter = new Meter(_clock, $"{Minute}, \"max\": 100");
        meter.Call(30);
        _clock.Advance(10.3 * Second);
        meter.Call(60);
        _clock.Advance(5 * Second);

        foreach (var cost in (long[])[11, 41])
        {
            var again = meter.Preview(cost).RetryAfter!.Value;
            _clock.Advance(again - Meter.Millisecond);
            Assert.False(meter.Preview(cost).IsAllowed);
            _clock.Advance(Meter.Millisecond);
            Assert.True(meter.Preview(cost).IsAllowed);
        }
    }

    [Fact]
    public void What_is_given_back_is_free_at_once_and_a_window_later_makes_no_room()
    {
        var meter = new Meter(_clock, $"{Minute}, \"max\": 10");
        var early = meter.Call(4);
        var late = meter.Call(6);

        early.Reservation.Complete(DispatchResult.NotDispatched);
        Assert.Equal(4, meter.Preview(0).Usage[0].Remaining);
        _clock.Advance(65 * Second);
        Assert.True(meter.Call(10).IsAllowed);
        late.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.False(meter.Call(1).IsAllowed);
    }

    [Fact]
    public void Usage_survives_a_lower_maximum_and_is_remembered_when_it_is_raised_again()
    {
        var meter = new Meter(_clock, $"{Minute}, \"max\": 10");
        meter.Call(8);

        Assert.Empty(meter.Reload($"{Minute}, \"max\": 5"));
        Assert.Equal(65 * Second, meter.Call(1).RetryAfter);
        Assert.Empty(meter.Reload($"{Minute}, \"max\": 12"));

        Assert.Equal(4, meter.Preview(0).Usage[0].Remaining);
        Assert.True(meter.Call(4).IsAllowed);
        Assert.False(meter.Call(1).IsAllowed);
    }

    [Fact]
    public void A_budget_spent_long_ago_is_free_however_large_it_is()
    {
        var meter = new Meter(_clock, $"\"window\": 1, \"max\": 1000000000000, {Meter.ByArgument}");
        Assert.True(meter.Call(1_000_000_000_000).IsAllowed);

        _clock.Advance(TimeSpan.FromDays(60));

        Assert.True(meter.Call(1_000_000_000_000).IsAllowed);
    }

    [Fact]
    public void Costs_that_come_with_a_reload_find_what_was_counted_one_by_one()
    {
        var meter = new Meter(_clock, "\"window\": 64, \"max\": 10");
        meter.Call();
        _clock.Advance(5 * Second);
        meter.Call();

        Assert.Empty(meter.Reload($"{Minute}, \"max\": 10"));

        Assert.True(meter.Call(8).IsAllowed);
        Assert.Equal(60 * Second, meter.Call(1).RetryAfter);
    }

    [Fact]
    public void What_was_given_back_before_a_reload_to_costs_stays_given_back()
    {
        var meter = new Meter(_clock, "\"window\": 64, \"max\": 10");
        _clock.Advance(5 * Second);
        meter.Call().Reservation.Complete(DispatchResult.NotDispatched);

        meter.Reload($"{Minute}, \"max\": 10");

        Assert.True(meter.Call(10).IsAllowed);
    }

    [Fact]
    public void A_reservation_counted_one_by_one_is_given_back_after_a_reload_to_costs()
    {
        var meter = new Meter(_clock, "\"window\": 64, \"max\": 10");
        _clock.Advance(5 * Second);
        var before = meter.Call();
        meter.Reload($"{Minute}, \"max\": 10");
        Assert.Equal(8, meter.Call(1).Usage[0].Remaining);

        before.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.Equal(9, meter.Preview(0).Usage[0].Remaining);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(100)]
    [InlineData(127)]
    [InlineData(1_023)]
    [InlineData(1_000_000)]
    public void No_window_holds_more_than_the_maximum_however_long_the_ticks_of_the_clock_are(long frequency)
    {
        const int Most = 300;
        var clock = new TickingClock(frequency);
        var meter = new Meter(clock, $"\"window\": 1, \"max\": {Most}, {Meter.ByArgument}");
        var step = Math.Max(1, frequency / 150);
        var random = new Random(1);
        var admitted = new Queue<long>();
        for (; clock.Ticks < 200 * frequency; clock.Ticks += step)
        {
            if (random.Next(40) == 0 && meter.Call(Most / 3).IsAllowed)
                admitted.Enqueue(clock.Ticks);
            while (admitted.TryPeek(out var first) && first <= clock.Ticks - frequency)
                admitted.Dequeue();

            Assert.InRange(admitted.Count, 0, 3);
        }
    }
}
