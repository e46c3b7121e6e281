using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Attacks;

/// <summary>A policy is for a pair of server and tool. Many clients join the two to one name; no such name is ever taken apart.</summary>
public sealed class JoinedNamesTests
{
    public static TheoryData<string> Separators => ["/", "__", ".", ":", "-", "_"];

    [Theory]
    [MemberData(nameof(Separators))]
    public void A_listed_tool_is_not_allowed_by_a_name_that_joins_its_server_to_it(string separator)
    {
        var evaluator = new PolicyEvaluator(new PolicySet(WithTools("""{ "t": {} }""")));

        Assert.True(evaluator.Evaluate(Call("t")).IsAllowed);
        Assert.Equal(DecisionCodes.NotListed, evaluator.Evaluate(Call($"server{separator}t")).Code);
        Assert.Equal(DecisionCodes.NotListed, evaluator.Evaluate(Call($"mcp{separator}server{separator}t")).Code);
    }

    [Theory]
    [MemberData(nameof(Separators))]
    public void A_joined_name_that_is_listed_allows_no_part_of_it(string separator)
    {
        var joined = $"server{separator}t";
        var evaluator = new PolicyEvaluator(new PolicySet(WithTools($$"""{ "{{joined}}": {} }""")));

        Assert.True(evaluator.Evaluate(Call(joined)).IsAllowed);
        Assert.Equal(DecisionCodes.NotListed, evaluator.Evaluate(Call("t")).Code);
        Assert.Equal(DecisionCodes.NotListed, evaluator.Evaluate(Call("server")).Code);
    }

    [Theory]
    [MemberData(nameof(Separators))]
    public void Servers_and_tools_that_read_alike_when_joined_have_policies_of_their_own(string separator)
    {
        var evaluator = new PolicyEvaluator(new PolicySet(
        [
            new(WithTools($$"""{ "b{{separator}}c": {} }"""), "a"),
            new(WithTools("""{ "c": { "action": "deny" } }"""), $"a{separator}b"),
        ]));

        var allowed = evaluator.Evaluate(Call($"b{separator}c", new("a", "alice")));
        var denied = evaluator.Evaluate(Call("c", new($"a{separator}b", "alice")));

        Assert.Equal((DecisionCodes.Allowed, DecisionCodes.DeniedByAction), (allowed.Code, denied.Code));
    }

    [Theory]
    [MemberData(nameof(Separators))]
    public void Servers_and_grants_that_read_alike_when_joined_have_policies_of_their_own(string separator)
    {
        var policy = WithTools("{}");
        var set = new PolicySet([new(policy, "a", $"b{separator}c")]);

        Assert.Same(policy, set.Find("a", $"b{separator}c"));
        Assert.Null(set.Find($"a{separator}b", "c"));
        Assert.Null(set.Find($"a{separator}b{separator}c", ""));
        Assert.Null(set.Find("a", "b"));
        Assert.Null(set.Find("a", "c"));
    }

    [Theory]
    [MemberData(nameof(Separators))]
    public void A_server_whose_name_begins_with_that_of_another_has_none_of_its_policies(string separator)
    {
        var set = new PolicySet([new(WithTools("{}"), "a"), new(WithTools("{}"), "a", "g")]);

        Assert.Null(set.Find($"a{separator}b", "g"));
        Assert.Null(set.Find($"a{separator}", "g"));
        Assert.Null(set.Find($"{separator}a", "g"));
        Assert.Null(set.Find("", "g"));
    }
}
