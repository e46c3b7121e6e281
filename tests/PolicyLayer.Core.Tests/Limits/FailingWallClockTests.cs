using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

/// <summary>Sliding windows ask for no wall clock, but whoever frees counters does.</summary>
public sealed class FailingWallClockTests
{
    private readonly FailingWallClock _clock = new();

    [Fact]
    public void A_call_that_is_charged_is_admitted_though_it_cannot_walk_past_the_counters_of_others()
    {
        const int Callers = 100;
        var evaluator = new PolicyEvaluator(new PolicySet(WithLimit(max: 1)), timeProvider: _clock);
        _clock.Fails = true;

        var codes = Enumerable.Range(0, Callers).Select(i => evaluator.Evaluate(Call(caller: new("server", $"{i}"))).Code);

        Assert.All(codes, static code => Assert.Equal(DecisionCodes.Allowed, code));
    }

    [Theory]
    [InlineData(2, 10)]
    [InlineData(10, 2)]
    public void A_call_that_fails_while_it_makes_room_leaves_the_places_that_it_took(int most, int mostPerGrant)
    {
        var policy = WithTools($$"""
            {
              "t": { "limits": [{{Limit("c", 1)}}] },
              "one": { "limits": [{{Limit("a", 1)}}] },
              "two": { "limits": [{{Limit("a", 1)}}, {{Limit("b", 1)}}] }
            }
            """);
        var options = new PolicyEvaluatorOptions { MaxLiveCounters = most, MaxLiveCountersPerGrant = mostPerGrant };
        var evaluator = new PolicyEvaluator(new PolicySet(policy), options, _clock);
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
        _clock.Fails = true;
        Assert.Equal(DecisionCodes.EngineFailed, evaluator.Evaluate(Call("two")).Code);
        Assert.Equal(DecisionCodes.EngineFailed, evaluator.Preview(Call("two")).Code);

        _clock.Fails = false;

        Assert.Equal(DecisionCodes.Allowed, evaluator.Evaluate(Call("one")).Code);
    }

    [Fact]
    public void A_completion_that_cannot_tell_which_window_is_open_gives_nothing_back_and_ends()
    {
        const string Fixed = """{ "counter": "c", "window": "minute", "max": 1, "algorithm": "fixed_window" }""";
        var evaluator = new PolicyEvaluator(
            new PolicySet(WithTools($$"""{ "t": { "limits": [{{Fixed}}] } }""")), timeProvider: _clock);
        var decision = evaluator.Evaluate(Call());
        _clock.Fails = true;
        decision.Reservation.Complete(DispatchResult.NotDispatched);

        _clock.Fails = false;
        decision.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.Equal(DecisionCodes.RateLimited, evaluator.Evaluate(Call()).Code);
    }
}
