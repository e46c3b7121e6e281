using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class ClockFrequencyTests
{
    public static TheoryData<long> Frequencies =>
        [1, 7, 1_000, 32_768, 2_441_399, 3_579_545, 10_000_000, 14_318_180, 24_000_000, 1_000_000_000, 3_000_000_000];

    [Theory]
    [MemberData(nameof(Frequencies))]
    public void A_window_lasts_as_many_ticks_as_its_seconds_have(long frequency)
    {
        var clock = new TickingClock(frequency);
        var evaluator = new PolicyEvaluator(new PolicySet(WithLimit(max: 1, "60")), timeProvider: clock);
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);

        clock.Ticks = (60 * frequency) - 1;
        var before = evaluator.Evaluate(Call());
        clock.Ticks = 60 * frequency;

        Assert.Equal(DecisionCodes.RateLimited, before.Code);
        Assert.InRange(before.RetryAfter!.Value.TotalMilliseconds, 1, Math.Ceiling(1_000.0 / frequency));
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
    }

    [Theory]
    [MemberData(nameof(Frequencies))]
    public void Every_bucket_that_loads_is_counted_on_a_clock_of_any_frequency(long frequency)
    {
        var clock = new TickingClock(frequency);
        var policy = WithTools("""
            { "t": { "limits": [{ "counter": "c", "window": "day", "max": 1000000000000, "algorithm": "token_bucket", "increment": 999999999999 }] } }
            """);
        var evaluator = new PolicyEvaluator(new PolicySet(policy), timeProvider: clock);
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
        Assert.False(evaluator.Evaluate(Call()).IsAllowed);

        clock.Ticks = 86_400 * frequency;

        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
    }
}
