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

    [Fact]
    public void A_window_that_a_clock_set_back_has_not_reached_yet_is_open_though_nothing_is_charged_to_it()
    {
        var policy = WithTools("""
            {
              "fixed": { "limits": [{ "counter": "f", "window": "minute", "max": 1, "algorithm": "fixed_window" }] },
              "other": { "limits": [{ "counter": "o", "window": "minute", "max": 1 }] }
            }
            """);
        var evaluator = new PolicyEvaluator(new PolicySet(policy), new() { MaxLiveCountersPerGrant = 1 }, _clock);
        var now = _clock.GetUtcNow();
        Assert.True(evaluator.Evaluate(Call("fixed")).IsAllowed);
        _clock.SetUtcNow(now.AddHours(1));
        evaluator.Evaluate(Call("fixed")).Reservation.Complete(DispatchResult.NotDispatched);

        _clock.SetUtcNow(now);
        var other = evaluator.Evaluate(Call("other"));
        other.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.Equal(DecisionCodes.CounterCapacity, other.Code);
        Assert.Equal(TimeSpan.FromMinutes(61), evaluator.Evaluate(Call("fixed")).Usage[0].Reset);
    }
}
