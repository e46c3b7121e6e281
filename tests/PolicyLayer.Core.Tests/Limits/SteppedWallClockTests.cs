using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class SteppedWallClockTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void A_wait_counts_from_the_clock_of_the_caller_though_counters_were_freed_at_a_later_one()
    {
        var policy = WithTools("""
            {
              "fixed": { "limits": [{ "counter": "f", "window": "minute", "max": 1, "algorithm": "fixed_window" }] },
              "other": { "limits": [{ "counter": "o", "window": "minute", "max": 1 }] }
            }
            """);
        var evaluator = new PolicyEvaluator(new PolicySet(policy), new() { MaxLiveCountersPerGrant = 1 }, _clock);
        var now = _clock.GetUtcNow();
        _clock.SetUtcNow(now.AddDays(1));
        Assert.True(evaluator.Evaluate(Call("fixed")).IsAllowed);
        Assert.Equal(DecisionCodes.CounterCapacity, evaluator.Evaluate(Call("other")).Code);

        _clock.SetUtcNow(now);

        var refused = evaluator.Evaluate(Call("fixed"));
        Assert.Equal(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1), refused.RetryAfter);
        Assert.Equal(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1), refused.Usage[0].Reset);
    }
}
