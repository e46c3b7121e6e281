using System.Text.Json;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class SteppedWallClockTests
{
    private static readonly JsonElement Costs = JsonElement.Parse("""{ "none": 0 }""");

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

    [Theory]
    [InlineData("zero")]
    [InlineData("gated")]
    [InlineData("dear")]
    public void A_call_that_is_charged_nothing_moves_a_window_on_for_good(string tool)
    {
        var evaluator = DayAndGate();
        var now = _clock.GetUtcNow();
        Assert.True(evaluator.Evaluate(CallOf("gated")).IsAllowed);
        Assert.True(evaluator.Evaluate(CallOf("day")).IsAllowed);
        _clock.SetUtcNow(now.AddDays(1));

        Assert.Equal(tool == "zero", evaluator.Evaluate(CallOf(tool)).IsAllowed);
        _clock.SetUtcNow(now);

        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => evaluator.Evaluate(CallOf("day")).IsAllowed));
        _clock.SetUtcNow(now.AddDays(1));
        Assert.False(evaluator.Evaluate(CallOf("day")).IsAllowed);
    }

    [Fact]
    public void A_preview_and_an_explanation_move_no_window_on()
    {
        var evaluator = DayAndGate();
        var now = _clock.GetUtcNow();
        Assert.True(evaluator.Evaluate(CallOf("gated")).IsAllowed);
        _clock.SetUtcNow(now.AddDays(1));
        foreach (var tool in new[] { "zero", "gated", "dear", "day" })
        {
            evaluator.Preview(CallOf(tool));
            evaluator.Explain(CallOf(tool));
        }

        _clock.SetUtcNow(now);

        Assert.Equal(1, evaluator.Evaluate(CallOf("day")).Usage[0].Remaining);
    }

    [Fact]
    public void A_call_that_is_denied_before_its_limits_moves_no_window_on()
    {
        var evaluator = DayAndGate();
        var now = _clock.GetUtcNow();
        Assert.True(evaluator.Evaluate(CallOf("gated")).IsAllowed);
        _clock.SetUtcNow(now.AddDays(1));
        Assert.Equal(DecisionCodes.CostInvalid, evaluator.Evaluate(Call("zero")).Code);

        _clock.SetUtcNow(now);

        Assert.Equal(1, evaluator.Evaluate(CallOf("day")).Usage[0].Remaining);
    }

    private static ToolCall CallOf(string tool) => new(tool, Costs, Alice);

    private PolicyEvaluator DayAndGate()
    {
        const string Day = """ "counter": "day", "window": "day", "max": 3, "algorithm": "fixed_window" """;
        const string Gate = """ "counter": "gate", "window": 2678400, "max": 1 """;
        return new(
            new PolicySet(WithTools($$"""
                {
                  "day": { "limits": [{ {{Day}} }] },
                  "zero": { "limits": [{ {{Day}}, "increment_from": "args.none" }] },
                  "gated": { "limits": [{ {{Day}} }, { {{Gate}} }] },
                  "dear": { "limits": [{ {{Gate}} }, { {{Day}}, "increment": 3 }] }
                }
                """)),
            timeProvider: _clock);
    }
}
