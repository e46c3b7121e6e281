using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class BucketCounterTests
{
    private static readonly BudgetShape TenASecond = new(LimitAlgorithm.TokenBucket, TimeSpan.FromSeconds(1), Max: 10, Burst: 10);
    private static readonly Moment Later = new(TimeSpan.TicksPerSecond, UtcTicks: 0);

    [Fact]
    public void A_stalled_caller_who_rolls_back_takes_away_nothing_that_was_charged_since()
    {
        var counter = Counters.Open(TenASecond);
        Assert.True(counter.TryCharge(default, cost: 10, tentative: true, out var mark, out _));
        Assert.True(counter.TryCharge(Later, cost: 10));

        counter.TryRelease(new() { Counter = counter, Cost = 10, Mark = mark }, now: default, tentative: true);

        Assert.False(counter.TryCharge(Later, cost: 1));
    }

    [Fact]
    public void A_cost_of_an_earlier_larger_bucket_is_refused()
    {
        var counter = Counters.Open(TenASecond with { Window = TimeSpan.FromDays(31), Max = 7, Burst = 7 });

        foreach (var cost in (long[])[8, 344_409, 1_000_000, 688_819, 999_999_999_999, 1_000_000_000_000])
            Assert.False(counter.TryCharge(default, cost));
    }
}
