using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests;

public sealed class PolicySetTests
{
    private static readonly Policy Everyone = WithTools("{}", "everyone");
    private static readonly Policy OfServer = WithTools("{}", "of-server");
    private static readonly Policy OfGrant = WithTools("{}", "of-grant");

    [Fact]
    public void The_most_specific_assignment_applies()
    {
        var set = new PolicySet([new(Everyone), new(OfServer, "s"), new(OfGrant, "s", "g")]);

        Assert.Same(OfGrant, set.Find("s", "g"));
        Assert.Same(OfServer, set.Find("s", "G"));
        Assert.Same(Everyone, set.Find("S", "g"));
    }

    [Fact]
    public void A_caller_without_an_assignment_has_no_policy_and_is_denied()
    {
        var evaluator = new PolicyEvaluator(new PolicySet([new(WithLimit(max: 1), "server", "alice")]));

        var decision = evaluator.Evaluate(Call(caller: Bob));

        Assert.Equal((PolicyOutcome.Deny, DecisionCodes.NoPolicy, "(no policy)"), (decision.Outcome, decision.Code, decision.Rule));
        Assert.False(evaluator.IsVisible("t", Bob));
        Assert.True(evaluator.IsVisible("t", Alice));
        Assert.Equal(DecisionCodes.NoPolicy, evaluator.Evaluate(default).Code);
    }

    [Fact]
    public void Two_assignments_for_the_same_callers_are_refused() =>
        Assert.Contains("server 's'", Refusal(new(OfServer, "s"), new(OfGrant, "s")));

    [Fact]
    public void A_grant_without_a_server_is_refused() => Assert.Contains("'g'", Refusal(new PolicyAssignment(OfGrant, null, "g")));

    [Theory]
    [InlineData("s", "s", true)]
    [InlineData("s", null, true)]
    [InlineData("s", "other", false)]
    public void Policies_of_one_server_must_agree_on_its_counters(string? first, string? second, bool refused)
    {
        PolicyAssignment[] assignments =
        [
            new(WithLimit(max: 1, scope: "server", name: "one"), first, first is null ? null : "g1"),
            new(WithLimit(max: 2, scope: "server", name: "two"), second, second is null ? null : "g2"),
        ];

        if (refused)
            Assert.Contains("counter 'c'", Refusal(assignments));
        else
            Assert.NotNull(new PolicySet(assignments).Find("s", "g1"));
    }

    [Fact]
    public void A_policy_that_no_grant_of_a_server_can_have_need_not_agree_on_its_counters()
    {
        var everyone = WithLimit(max: 1, scope: "server", name: "everyone");
        var ofServer = WithLimit(max: 2, scope: "server", name: "of-server");

        var set = new PolicySet([new(everyone), new(ofServer, "s")]);

        Assert.Same(ofServer, set.Find("s", "g"));
    }

    [Fact]
    public void Policies_of_one_server_may_differ_in_counters_that_grants_have_for_themselves()
    {
        var set = new PolicySet([new(WithLimit(max: 1), "server", "alice"), new(WithLimit(max: 2), "server", "bob")]);
        var evaluator = new PolicyEvaluator(set);

        Assert.Equal(0, evaluator.Evaluate(Call(caller: Alice)).Usage[0].Remaining);
        Assert.Equal(1, evaluator.Evaluate(Call(caller: Bob)).Usage[0].Remaining);
    }

    [Fact]
    public void Grants_of_one_server_share_its_counters_under_different_policies()
    {
        var set = new PolicySet(
        [
            new(WithLimit(max: 1, scope: "server"), "server", "alice"),
            new(WithLimit(max: 1, scope: "server"), "server", "bob"),
        ]);
        var evaluator = new PolicyEvaluator(set);

        Assert.True(evaluator.Evaluate(Call(caller: Alice)).IsAllowed);
        Assert.False(evaluator.Evaluate(Call(caller: Bob)).IsAllowed);
    }

    private static string Refusal(params PolicyAssignment[] assignments) =>
        Assert.Throws<ArgumentException>(() => new PolicySet(assignments)).Message;
}
