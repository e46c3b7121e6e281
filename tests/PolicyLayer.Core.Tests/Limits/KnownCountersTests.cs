using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class KnownCountersTests
{
    private static readonly string All = Limit("all", 9, scope: "server");

    private readonly LimitClock _clock = new(new ManualTimeProvider());
    private readonly LimitLedger _ledger;

    public KnownCountersTests() => _ledger = new(_clock, maxCounters: 100, maxCountersPerGrant: 100);

    [Fact]
    public void Callers_under_different_policies_of_a_set_both_know_the_counter_that_they_share()
    {
        var snapshot = SnapshotOf(WithLimits(All), WithLimits(Limit("a", 9), All, Limit("b", 9)));

        var alice = CountersKnownAfterACall(snapshot, "alice");
        var bob = CountersKnownAfterACall(snapshot, "bob");

        Assert.Equal(3, bob.OfType<Counter>().Distinct().Count());
        Assert.NotNull(alice[0]);
        Assert.Same(alice[0], bob[1]);
    }

    [Fact]
    public void Each_of_several_counters_is_known_though_policies_number_the_shared_ones_differently()
    {
        string[] shared = [.. Enumerable.Range(0, 8).Select(i => Limit($"{i}", 9, scope: "server"))];
        string[] own = [.. Enumerable.Range(0, 8).Select(i => Limit($"own-{i}", 9))];
        var snapshot = SnapshotOf(WithLimits(shared), WithLimits([.. own, .. shared.Reverse()]));

        CountersKnownAfterACall(snapshot, "alice");

        Assert.DoesNotContain(null, CountersKnownAfterACall(snapshot, "bob"));
    }

    [Fact]
    public void A_counter_that_one_policy_counts_by_amount_has_a_budget_of_each_and_is_charged_by_both()
    {
        const string Dear = """{ "counter": "all", "window": "minute", "max": 9, "scope": "server", "increment": 4 }""";
        var evaluator = new PolicyEvaluator(
            new PolicySet([new(WithLimits(All), "server", "alice"), new(WithLimits(Dear), "server", "bob")]),
            timeProvider: new ManualTimeProvider());
        var (alice, bob) = (evaluator.Resolve(Alice), evaluator.Resolve(Bob));

        CallerContext[] callers = [alice, bob, alice, bob];
        var left = callers.Select(caller => evaluator.Evaluate(Call(caller: caller))).Select(decision => decision.Usage[0].Remaining);

        Assert.Equal([8, 4, 3, 3], left);
    }

    private static Policy WithLimits(params string[] limits) =>
        WithTools($$"""{ "t": { "limits": [{{string.Join(", ", limits)}}] } }""");

    private PolicySnapshot SnapshotOf(Policy ofAlice, Policy ofBob) =>
        new(new([new(ofAlice, "server", "alice"), new(ofBob, "server", "bob")]), version: 0, _clock);

    private Counter?[] CountersKnownAfterACall(PolicySnapshot snapshot, string grant)
    {
        var policy = snapshot.Find("server", grant)!;
        var tool = policy.Plan.Find("t");
        var known = new Known();
        var outcome = default(LimitOutcome);
        for (var call = 0; call < 2; call++)
        {
            var caller = new Caller("server", grant, Session: null, policy.Budgets, known);
            _ledger.Reserve(tool.Limits, tool.FixedCosts, caller, previewOnly: false, new LimitState[tool.Limits.Length], ref outcome);
            Assert.Equal(LimitRefusal.None, outcome.Refusal);
        }

        return [.. policy.Budgets.Select(known.Find)];
    }

    private sealed class Known : KnownCounters;
}
