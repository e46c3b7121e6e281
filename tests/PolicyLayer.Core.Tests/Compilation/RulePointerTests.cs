using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Tests.Compilation;

public sealed class RulePointerTests
{
    public static TheoryData<string, string[]> Rules => new()
    {
        { """{"name":"n","conditions":[]}""", ["n"] },
        { """{"name":"n","path":"args.a","op":"eq","value":1}""", ["n"] },
        { """{"path":"args.amount","op":"gt","value":1}""", ["args.amount-gt"] },
        {
            """{"conditions":[{"path":"args.a","op":"in","value":[1]},{"path":"context.b[0]","op":"exists","value":true}]}""",
            ["args.a-in+context.b[0]-exists"]
        },
        { """{"conditions":[]}""", ["always"] },
        { """{"path":"args.a/b~c","op":"eq","value":1}""", ["args.a~1b~0c-eq"] },
        { """{"name":"a/~b","conditions":[]}""", ["a~1~0b"] },
        { """{"conditions":[]},{"conditions":[]},{"name":"always","conditions":[]}""", ["always", "always#2", "always#3"] },
        { """{"name":"a","conditions":[]},{"name":"a#2","conditions":[]},{"name":"a","conditions":[]}""", ["a", "a#2", "a#3"] },
        { """{"name":"a","conditions":[]},{"name":"a","conditions":[]},{"name":"a#2","conditions":[]}""", ["a", "a#2", "a#2#2"] },
        {
            """{"path":"args[\"a\"]","op":"eq","value":1},{"path":"args.a","op":"eq","value":1}""",
            ["args[\"a\"]-eq", "args.a-eq"]
        },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_is_pointed_to_by_its_name_or_its_conditions(string rules, string[] ids)
    {
        Assert.Equal(ids.Select(id => $"/tools/t/deny_if/{id}"), PointersOf($$"""{"deny_if":[{{rules}}]}"""));
        Assert.Equal(ids.Select(id => $"/tools/t/require/{id}"), PointersOf($$"""{"require":[{{rules}}]}"""));
    }

    [Fact]
    public void Requirements_come_before_denials_and_each_list_counts_for_itself() => Assert.Equal(
        ["/tools/t/require/always", "/tools/t/deny_if/always"],
        PointersOf("""{"deny_if":[{"conditions":[]}],"require":[{"conditions":[]}]}"""));

    [Fact]
    public void The_name_of_the_tool_is_escaped()
    {
        var tools = """
            {
              "a/b~c": { "action": "deny", "reason": "r" },
              "d/e": { "limits": [{ "counter": "f/g", "window": "day", "max": 1 }], "rate_limit": { "max": 1, "window": 1 } }
            }
            """;
        var plan = Policy.Parse($$$"""{"version":"1","default":"deny","tools":{{{tools}}}}""").Plan;

        Assert.Equal(Verdict.Deny(DecisionCodes.DeniedByAction, "/tools/a~1b~0c/action", "r"), plan.Find("a/b~c").Always);
        Assert.Equal(
            ["/tools/d~1e/limits/f~1g", "/tools/d~1e/rate_limit"], plan.Find("d/e").LimitUses.Select(use => use.Pointer));
    }

    private static IEnumerable<string> PointersOf(string tool) =>
        Policy.Parse($$$"""{"version":"1","default":"deny","tools":{"t":{{{tool}}}}}""")
            .Plan.Find("t").Rules.Select(rule => rule.Verdict.Rule);
}
