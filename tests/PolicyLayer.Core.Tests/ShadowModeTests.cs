using System.Text.Json;
using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests;

public sealed class ShadowModeTests
{
    private const string Limited =
        """{ "t": { "limits": [{ "counter": "c", "window": "minute", "max": 1, "scope": "server" }] } }""";

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void A_policy_in_shadow_mode_never_touches_the_counters_of_another()
    {
        var enforced = WithTools(Limited);
        var evaluator = new PolicyEvaluator(
            new PolicySet([new(enforced, "server"), new(Shadow(), "server", "alice")]), timeProvider: _clock);
        var alice = evaluator.Resolve(Alice);
        var bob = evaluator.Resolve(Bob);

        Assert.Equal(DecisionCodes.Allowed, evaluator.Evaluate(Call(caller: alice)).Shadow?.Code);
        Assert.True(evaluator.Evaluate(Call(caller: bob)).IsAllowed);
        Assert.Equal(DecisionCodes.RateLimited, evaluator.Evaluate(Call(caller: alice)).Shadow?.Code);
        Assert.Equal(PolicyOutcome.RateLimited, evaluator.Evaluate(Call(caller: bob)).Outcome);
    }

    [Fact]
    public void Leaving_shadow_mode_starts_with_what_was_enforced_before()
    {
        var enforced = new PolicySet(WithTools(Limited));
        var evaluator = new PolicyEvaluator(enforced, timeProvider: _clock);
        var caller = evaluator.Resolve(Alice);
        Assert.True(evaluator.Evaluate(Call(caller: caller)).IsAllowed);

        Assert.Empty(evaluator.Update(new(Shadow())));
        Assert.Equal(DecisionCodes.Allowed, evaluator.Evaluate(Call(caller: caller)).Shadow?.Code);

        Assert.Empty(evaluator.Update(enforced));
        Assert.Equal(PolicyOutcome.RateLimited, evaluator.Evaluate(Call(caller: caller)).Outcome);
    }

    [Fact]
    public void Policies_of_one_server_may_differ_in_a_counter_that_only_one_of_them_enforces()
    {
        var other = Limited.Replace("\"max\": 1", "\"max\": 2", StringComparison.Ordinal);

        _ = new PolicySet([new(WithTools(other), "server"), new(Shadow(), "server", "alice")]);
        Assert.Throws<ArgumentException>(() => new PolicySet([new(Shadow(other), "server"), new(Shadow(), "server", "alice")]));
    }

    [Fact]
    public void A_preview_consumes_nothing_there_either()
    {
        var evaluator = new PolicyEvaluator(new PolicySet(Shadow()), timeProvider: _clock);

        Assert.Equal(1, evaluator.Preview(Call()).Shadow?.Usage[0].Remaining);
        Assert.Equal(0, evaluator.Evaluate(Call()).Shadow?.Usage[0].Remaining);
    }

    [Fact]
    public void Lists_are_not_filtered()
    {
        var evaluator = new PolicyEvaluator(
            new PolicySet([new(Policy.Parse("""{"version":"1","default":"deny","mode":"shadow","hide":["*"]}"""), "server")]));

        Assert.True(evaluator.IsVisible("t", Alice));
        Assert.False(evaluator.IsVisible("t", new("elsewhere", "alice")));
    }

    [Fact]
    public async Task A_store_counts_under_a_key_of_its_own_and_its_failure_denies_nothing()
    {
        IReadOnlyList<CounterCharge>? asked = null;
        var store = new ScriptedCounterStore
        {
            Answer = (charges, _) =>
            {
                asked = charges;
                throw new IOException("The connection is gone.");
            },
        };
        var evaluator = new PolicyEvaluator(new PolicySet(Shadow()), timeProvider: _clock, store: store);

        var decision = await evaluator.EvaluateAsync(Call());

        Assert.Equal((true, DecisionCodes.StoreFailed), (decision.IsAllowed, decision.Shadow?.Code));
        Assert.Equal(
            new CounterKey("server", "c", CounterScope.Server, null, null, null, IsShadow: true), Assert.Single(asked!).Key);
    }

    [Fact]
    public void A_failure_of_the_engine_denies_nothing_either()
    {
        var policy = Shadow("""{ "t": { "deny_if": [{ "path": "context.a", "op": "exists", "value": true }] } }""");
        var facts = JsonDocument.Parse("{}");
        var call = Call(caller: Alice.WithFacts(facts.RootElement));
        facts.Dispose();

        var decision = new PolicyEvaluator(new PolicySet(policy)).Evaluate(call);

        Assert.Equal((true, DecisionCodes.EngineFailed), (decision.IsAllowed, decision.Shadow?.Code));
    }

    [Fact]
    public async Task A_guard_dispatches_what_would_be_denied()
    {
        var guard = new ToolCallGuard(new PolicyEvaluator(new PolicySet(Shadow("{}"))));

        var guarded = await guard.InvokeAsync(Call(), _ => ValueTask.FromResult("dispatched"));

        Assert.Equal(("dispatched", DecisionCodes.NotListed), (guarded.Result, guarded.Decision.Shadow?.Code));
    }

    [Fact]
    public void Outside_of_shadow_mode_there_is_no_such_view()
    {
        Assert.Null(new PolicyEvaluator(new PolicySet(WithTools(Limited))).Evaluate(Call()).Shadow);
        Assert.Null(default(PolicyDecision).Shadow);
        Assert.Equal(DecisionCodes.EngineFailed, default(ShadowDecision).Code);
    }

    private static Policy Shadow(string tools = Limited) =>
        Policy.Parse($$"""{ "version": "1", "default": "deny", "mode": "shadow", "tools": {{tools}} }""");
}
