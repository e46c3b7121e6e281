using System.Text.Json;
using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Explained;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests;

public sealed class DecisionTraceTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void What_stands_behind_the_rule_that_denies_is_not_reached()
    {
        var policy = WithTools($$"""
            { "t": { "action": "require_approval",
                "deny_if": [{{Condition("args.a", "eq", "2")}}, {{Condition("args.a", "eq", "1")}}, {{Condition("args.b", "eq", "1")}}],
                "limits": [{{Limit("c", 1)}}] } }
            """);

        var trace = Explain(policy, """{"a":1}""");

        Assert.Equal([Judgement.Fails, Judgement.Holds, null], trace.Rules.Select(rule => rule.Judgement));
        Assert.Equal([false, true, false], trace.Rules.Select(rule => rule.Stops));
        Assert.Null(trace.Rules[2].Conditions[0].Judgement);
        Assert.False(trace.Rules[2].Conditions[0].IsAbsent);
        Assert.Null(Assert.Single(trace.Approvals).Judgement);
        Assert.Equal((null, 1L), (trace.Limits[0].CostJudgement, trace.Limits[0].Cost!.Value));
    }

    [Fact]
    public void Every_rule_that_may_ask_is_judged_because_a_person_is_told_all()
    {
        var policy = WithTools($$"""
            { "t": { "action": "require_approval",
                "require_approval_if": [{{Condition("args.a", "eq", "2")}}, {{Condition("args.a", "eq", "\"1\"")}}] } }
            """);

        var trace = Explain(policy, """{"a":1}""");

        Assert.Equal("/tools/t/action", trace.Approvals[0].Rule);
        Assert.Equal([Judgement.Holds, Judgement.Fails, Judgement.WrongType], trace.Approvals.Select(rule => rule.Judgement!.Value));
        Assert.Equal(
            trace.Decision.ApprovalRequest!.Rules, trace.Approvals.Where(rule => rule.Stops).Select(rule => rule.Rule));
    }

    [Theory]
    [InlineData("""{"a":7}""", Judgement.Holds, JsonValueKind.Number, 7L, 100L)]
    [InlineData("""{"a":101}""", Judgement.Fails, JsonValueKind.Number, 101L, null)]
    [InlineData("""{"a":-1}""", Judgement.Fails, JsonValueKind.Number, null, null)]
    [InlineData("""{"a":1.5}""", Judgement.Fails, JsonValueKind.Number, null, null)]
    [InlineData("""{}""", Judgement.Fails, JsonValueKind.Undefined, null, null)]
    [InlineData("""{"a":"7"}""", Judgement.WrongType, JsonValueKind.String, null, null)]
    [InlineData("""{"a":1e99}""", Judgement.NotExact, JsonValueKind.Number, null, null)]
    [InlineData("""{"A":7}""", Judgement.CaseVariant, JsonValueKind.Undefined, null, null)]
    public void A_limit_says_what_the_call_costs_and_what_is_left(
        string arguments, Judgement expected, JsonValueKind kind, long? cost, long? remaining)
    {
        var policy = WithTools($$"""
            { "t": { "limits": [
                { "counter": "c", "window": "minute", "max": 100, "increment_from": "args.a" }, {{Limit("d", 3)}}] } }
            """);

        var limit = Explain(policy, arguments, withValues: true).Limits[0];

        Assert.Equal(("/tools/t/limits/c", "c", 100L, "args.a"), (limit.Rule, limit.Counter, limit.Capacity, limit.CostPath));
        Assert.Equal((expected, kind, cost, remaining), (limit.CostJudgement!.Value, limit.CostKind, limit.Cost, limit.Remaining));
        Assert.Null(Explain(policy, arguments).Limits[0].Cost);
        Assert.Equal(1L, Explain(policy, arguments).Limits[1].Cost);
    }

    [Fact]
    public void Values_are_told_only_when_they_are_asked_for()
    {
        var policy = Rules("deny_if", Condition("args.a", "eq", "\"x\""), Condition("args.b[*]", "gt", "5"));
        const string Arguments = """{"a":"se\u0063ret","b":[1,"2.50",3]}""";

        Assert.All(Explain(policy, Arguments).Rules, rule => Assert.Null(rule.Conditions[0].Value));
        Assert.Equal(
            [@"""se\u0063ret""", "\"2.50\""],
            Explain(policy, Arguments, withValues: true).Rules.Select(rule => rule.Conditions[0].Value));
    }

    [Fact]
    public void Explaining_says_what_the_next_call_gets_and_consumes_nothing()
    {
        var evaluator = new PolicyEvaluator(new PolicySet(WithLimit(max: 1)), timeProvider: _clock);

        Assert.Equal(1, evaluator.Explain(Call()).Limits[0].Remaining);
        Assert.Equal(1, evaluator.Explain(Call()).Limits[0].Remaining);
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);

        var refused = evaluator.Explain(Call());
        Assert.Equal((DecisionCodes.RateLimited, TimeSpan.FromMinutes(1)), (refused.Decision.Code, refused.Decision.RetryAfter!.Value));
        Assert.Equal((1L, 0L, TimeSpan.FromMinutes(1)), (refused.Limits[0].Cost, refused.Limits[0].Remaining, refused.Limits[0].Reset));
    }

    [Fact]
    public async Task A_store_is_asked_for_a_preview()
    {
        var store = new ScriptedCounterStore
        {
            Answer = (_, _) => ValueTask.FromResult(new CounterReply([new(5, TimeSpan.FromSeconds(9))], "r1")),
        };
        var evaluator = new PolicyEvaluator(new PolicySet(WithLimit(max: 10)), timeProvider: _clock, store: store);

        var trace = await evaluator.ExplainAsync(Call());

        Assert.True(trace.Decision.IsAllowed);
        Assert.Equal((5L, TimeSpan.FromSeconds(9)), (trace.Limits[0].Remaining, trace.Limits[0].Reset));
        Assert.Contains("ExplainAsync", Assert.Throws<InvalidOperationException>(() => evaluator.Explain(Call())).Message);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => evaluator.ExplainAsync(Call(), cancellationToken: new(canceled: true)).AsTask());
    }

    [Fact]
    public async Task Without_a_store_explaining_is_the_same_in_either_way()
    {
        var evaluator = new PolicyEvaluator(new PolicySet(WithLimit(max: 1)), timeProvider: _clock);

        Assert.Equal(1, (await evaluator.ExplainAsync(Call())).Limits[0].Remaining);
    }

    [Fact]
    public void A_call_that_no_policy_or_rule_judges_has_nothing_to_list()
    {
        var evaluator = new PolicyEvaluator(new PolicySet(WithLimit(max: 1)), timeProvider: _clock);

        foreach (var call in new[] { default, Call("unlisted"), Call("") })
        {
            var trace = evaluator.Explain(call);
            Assert.Equal(evaluator.Evaluate(call).Code, trace.Decision.Code);
            Assert.Equal((0, 0, 0), (trace.Rules.Count, trace.Approvals.Count, trace.Limits.Count));
        }
    }

    [Fact]
    public void Arguments_that_are_gone_make_a_malformed_call()
    {
        var document = JsonDocument.Parse("""{"a":1}""");
        var members = new Dictionary<string, JsonElement> { ["a"] = document.RootElement.GetProperty("a") };
        var evaluator = new PolicyEvaluator(new PolicySet(Rules("deny_if", Condition("args.a", "eq", "1"))));
        document.Dispose();

        var trace = evaluator.Explain(new("t", members, Alice));

        Assert.Equal(DecisionCodes.InvalidCall, trace.Decision.Code);
    }

    [Fact]
    public void A_call_that_goes_bad_while_it_is_explained_is_denied()
    {
        var evaluator = new PolicyEvaluator(new PolicySet(Rules("deny_if", Condition("args.a", "eq", "1"))));
        Assert.True(evaluator.Evaluate(new("t", new FadingMembers(), Alice)).IsAllowed);

        var trace = evaluator.Explain(new("t", new FadingMembers(), Alice));

        Assert.Equal(DecisionCodes.EngineFailed, trace.Decision.Code);
        Assert.Empty(trace.Rules);
    }

    /// <summary>Arguments that can be read as often as a decision does, and then no more.</summary>
    private sealed class FadingMembers : SortedList<string, JsonElement>, IEnumerable<KeyValuePair<string, JsonElement>>
    {
        private int _readings = 2;

        IEnumerator<KeyValuePair<string, JsonElement>> IEnumerable<KeyValuePair<string, JsonElement>>.GetEnumerator() =>
            _readings-- > 0 ? base.GetEnumerator() : throw new InvalidOperationException("There is nothing left to read.");
    }
}
