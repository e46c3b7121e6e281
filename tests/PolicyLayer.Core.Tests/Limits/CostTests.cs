using System.Text.Json;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class CostTests
{
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData("""{ "amount": 10 }""", 10)]
    [InlineData("""{ "amount": 10.0 }""", 10)]
    [InlineData("""{ "amount": 1e1 }""", 10)]
    [InlineData("""{ "amount": 100 }""", 100)]
    [InlineData("""{ "amount": 0 }""", 0)]
    [InlineData("""{ "amount": -0 }""", 0)]
    public void The_argument_is_what_the_call_costs(string arguments, long cost)
    {
        var decision = Evaluate(Evaluator(Charged("amount", max: 100)), arguments);

        Assert.Equal((true, 100 - cost), (decision.IsAllowed, decision.Usage[0].Remaining));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "amount": null }""")]
    [InlineData("""{ "amount": true }""")]
    [InlineData("""{ "amount": "10" }""")]
    [InlineData("""{ "amount": [10] }""")]
    [InlineData("""{ "amount": {} }""")]
    [InlineData("""{ "amount": -1 }""")]
    [InlineData("""{ "amount": 0.5 }""")]
    [InlineData("""{ "amount": 1e-1 }""")]
    [InlineData("""{ "amount": 1000000000001 }""")]
    [InlineData("""{ "amount": 1e400 }""")]
    [InlineData("""{ "amount": 9223372036854775808 }""")]
    [InlineData("""{ "amount": 10.00000000000000000000000000000000001 }""")]
    public void An_argument_that_is_no_cost_is_denied(string arguments)
    {
        var refused = Evaluate(Evaluator(Charged("amount", max: 100)), arguments);

        Assert.Equal(
            (PolicyOutcome.Deny, DecisionCodes.CostInvalid, "/tools/t/limits/amount", null),
            (refused.Outcome, refused.Code, refused.Rule, refused.RetryAfter));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "amount": "10" }""")]
    [InlineData("""{ "amount": -17 }""")]
    [InlineData("""{ "amount": 10, "Amount": 10 }""")]
    public void What_is_wrong_with_the_argument_is_told_without_its_value_and_not_as_if_it_would_pass(string arguments)
    {
        var refused = Evaluate(Evaluator(Charged("amount", max: 100)), arguments);

        Assert.Equal(
            "A limit of \"t\" counts an argument that is missing, or is not one whole number from 0 to 10^12.", refused.Message);
    }

    [Theory]
    [InlineData("sliding_window", "")]
    [InlineData("fixed_window", "")]
    [InlineData("token_bucket", "")]
    [InlineData("token_bucket", ", \"burst\": 100")]
    public void A_cost_above_what_there_can_ever_be_is_denied_without_a_wait(string algorithm, string more)
    {
        var max = more.Length > 0 ? 200 : 100;
        var evaluator = Evaluator(Charged("amount", max, $", \"algorithm\": \"{algorithm}\"{more}"));

        Assert.True(Evaluate(evaluator, """{ "amount": 100 }""").IsAllowed);
        var refused = Evaluate(evaluator, """{ "amount": 101 }""");

        Assert.Equal(
            (PolicyOutcome.Deny, DecisionCodes.CostExceedsLimit, "/tools/t/limits/amount", null),
            (refused.Outcome, refused.Code, refused.Rule, refused.RetryAfter));
    }

    [Fact]
    public void Costs_are_worked_out_before_any_limit_is_asked()
    {
        var evaluator = Evaluator(Limit("calls", 1), Charged("amount", max: 100), Charged("fee", max: 5));
        Assert.True(Evaluate(evaluator, """{ "amount": 1, "fee": 1 }""").IsAllowed);

        var limited = Evaluate(evaluator, """{ "amount": 1, "fee": 1 }""");
        var invalid = Evaluate(evaluator, """{ "amount": 101, "fee": -1 }""");
        var tooDear = Evaluate(evaluator, """{ "amount": 1, "fee": 6 }""");

        Assert.Equal((DecisionCodes.RateLimited, "/tools/t/limits/calls"), (limited.Code, limited.Rule));
        Assert.Equal((DecisionCodes.CostExceedsLimit, "/tools/t/limits/amount"), (invalid.Code, invalid.Rule));
        Assert.Equal((DecisionCodes.CostExceedsLimit, "/tools/t/limits/fee"), (tooDear.Code, tooDear.Rule));
    }

    [Fact]
    public void A_call_that_cannot_be_charged_has_consumed_nothing()
    {
        var evaluator = Evaluator(Limit("calls", 1), Charged("amount", max: 100));

        Assert.Equal(DecisionCodes.CostInvalid, Evaluate(evaluator, "{}").Code);

        Assert.True(Evaluate(evaluator, """{ "amount": 100 }""").IsAllowed);
    }

    [Theory]
    [InlineData("sliding_window")]
    [InlineData("fixed_window")]
    [InlineData("token_bucket")]
    public void A_cost_of_zero_always_passes(string algorithm)
    {
        var evaluator = Evaluator(Charged("amount", max: 1, $", \"algorithm\": \"{algorithm}\""));
        Assert.True(Evaluate(evaluator, """{ "amount": 1 }""").IsAllowed);
        Assert.False(Evaluate(evaluator, """{ "amount": 1 }""").IsAllowed);

        var free = Evaluate(evaluator, """{ "amount": 0 }""");

        Assert.Equal((true, 0L), (free.IsAllowed, free.Usage[0].Remaining));
    }

    [Fact]
    public void A_cost_of_zero_passes_a_limit_of_zero()
    {
        Assert.True(Evaluate(Evaluator(Charged("amount", max: 0)), """{ "amount": 0 }""").IsAllowed);
    }

    [Fact]
    public void Tools_that_share_a_counter_each_charge_what_they_cost()
    {
        var evaluator = new PolicyEvaluator(
            new PolicySet(WithTools($$"""
                {
                  "one": { "limits": [{{Limit("c", 10)}}] },
                  "four": { "limits": [{ "counter": "c", "window": "minute", "max": 10, "increment": 4 }] },
                  "any": { "limits": [{ "counter": "c", "window": "minute", "max": 10, "increment_from": "args.n" }] }
                }
                """)),
            timeProvider: _clock);

        Assert.Equal(9, evaluator.Evaluate(Call("one")).Usage[0].Remaining);
        Assert.Equal(5, evaluator.Evaluate(Call("four")).Usage[0].Remaining);
        Assert.Equal(2, Evaluate(evaluator, """{ "n": 3 }""", "any").Usage[0].Remaining);
        Assert.Equal("/tools/four/limits/c", evaluator.Evaluate(Call("four")).Rule);
        Assert.True(evaluator.Evaluate(Call("one")).IsAllowed);
        Assert.False(Evaluate(evaluator, """{ "n": 2 }""", "any").IsAllowed);
    }

    [Fact]
    public void A_free_call_after_a_reload_tells_the_new_budget()
    {
        var evaluator = Evaluator(Charged("amount", max: 10));
        Evaluate(evaluator, """{ "amount": 4 }""");

        evaluator.Update(SetOf(Charged("amount", max: 100)));

        Assert.Equal(96, Evaluate(evaluator, """{ "amount": 0 }""").Usage[0].Remaining);
    }

    private static string Charged(string counter, int max, string more = "") =>
        $$"""{ "counter": "{{counter}}", "window": "minute", "max": {{max}}, "increment_from": "args.{{counter}}"{{more}} }""";

    private static PolicySet SetOf(params string[] limits) =>
        new(WithTools($$"""{ "t": { "limits": [{{string.Join(",", limits)}}] } }"""));

    private static PolicyDecision Evaluate(PolicyEvaluator evaluator, string arguments, string tool = "t") =>
        evaluator.Evaluate(new ToolCall(tool, JsonElement.Parse(arguments), Alice));

    private PolicyEvaluator Evaluator(params string[] limits) => new(SetOf(limits), timeProvider: _clock);
}
