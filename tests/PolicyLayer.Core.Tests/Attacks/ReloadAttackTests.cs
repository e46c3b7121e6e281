using System.Text.Json;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Attacks;

public sealed class ReloadAttackTests
{
    private static readonly PolicySet Strict = new(WithTools($$"""
        {
          "t": { "deny_if": [{ "path": "args.x", "op": "gt", "value": 5 }], "limits": [{{Limit("a", 1)}}] }
        }
        """));

    private static readonly PolicySet Lax = new(WithTools("""{ "t": {} }"""));
    private static readonly PolicySet Empty = new(WithTools("{}"));

    private readonly ManualTimeProvider _clock = new();

    /// <summary>The arguments are read twice: for their shape, and for the rules.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_call_is_judged_and_charged_by_the_policies_it_began_under_though_they_are_gone_meanwhile(int pass)
    {
        var evaluator = new PolicyEvaluator(Strict, timeProvider: _clock);

        var decision = evaluator.Evaluate(CallOf(1, pass, () => evaluator.Update(Empty)));

        Assert.Equal(DecisionCodes.Allowed, decision.Code);
        Assert.Equal([("a", 0L)], decision.Usage.Select(limit => (limit.Counter, limit.Remaining)));
        Assert.Equal(DecisionCodes.NotListed, evaluator.Evaluate(Call()).Code);
        evaluator.Update(Strict);
        Assert.Equal(DecisionCodes.RateLimited, evaluator.Evaluate(Call()).Code);
    }

    [Fact]
    public void A_rule_that_a_reload_takes_away_in_the_middle_of_a_call_still_denies_it()
    {
        var evaluator = new PolicyEvaluator(Strict, timeProvider: _clock);

        var decision = evaluator.Evaluate(CallOf(9, pass: 1, () => evaluator.Update(Lax)));

        Assert.Equal(DecisionCodes.DenyRuleMatched, decision.Code);
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
    }

    private static ToolCall CallOf(int x, int pass, Action meanwhile) => new(
        "t", new StallingArguments(pass, meanwhile) { ["x"] = JsonSerializer.SerializeToElement(x) }, Alice);
}
