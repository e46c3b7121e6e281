using System.Text.Json;
using static PolicyLayer.Core.Tests.Explained;

namespace PolicyLayer.Core.Tests;

public sealed class ConditionTraceTests
{
    [Theory]
    [InlineData("gt", "1", "args.a", """{"a":2}""", Judgement.Holds, JsonValueKind.Number)]
    [InlineData("gt", "1", "args.a", """{"a":1}""", Judgement.Fails, JsonValueKind.Number)]
    [InlineData("gt", "1", "args.a", """{"a":null}""", Judgement.Fails, JsonValueKind.Undefined)]
    [InlineData("gt", "1", "args.a", """{"a":"2"}""", Judgement.WrongType, JsonValueKind.String)]
    [InlineData("gt", "1", "args.a", """{"a":12345678901234567890123456789}""", Judgement.NotExact, JsonValueKind.Number)]
    [InlineData("eq", "1", "args.a", """{"a":1e99}""", Judgement.NotExact, JsonValueKind.Number)]
    [InlineData("in", "[1,2]", "args.a", """{"a":1e99}""", Judgement.NotExact, JsonValueKind.Number)]
    [InlineData("in", "[\"x\"]", "args.a", """{"a":1}""", Judgement.WrongType, JsonValueKind.Number)]
    [InlineData("in", "[1]", "args.a", """{"a":"1"}""", Judgement.WrongType, JsonValueKind.String)]
    [InlineData("not_in", "[true]", "args.a", """{"a":[true]}""", Judgement.WrongType, JsonValueKind.Array)]
    [InlineData("contains", "1", "args.a", """{"a":[2,"1"]}""", Judgement.WrongElement, JsonValueKind.Array)]
    [InlineData("contains", "1", "args.a", """{"a":{}}""", Judgement.WrongType, JsonValueKind.Object)]
    [InlineData("regex", "\"a\"", "args.a", """{"a":false}""", Judgement.WrongType, JsonValueKind.True)]
    [InlineData("neq", "\"a\"", "args.a", """{"a":"\ud800"}""", Judgement.BrokenText, JsonValueKind.String)]
    [InlineData("path_within", "\"/srv\"", "args.a", """{"a":"srv"}""", Judgement.NotAPath, JsonValueKind.String)]
    [InlineData("eq", "1", "args.a.b", """{"a":1}""", Judgement.WrongStep, JsonValueKind.Undefined)]
    [InlineData("eq", "1", "args.a[*]", """{"a":"x"}""", Judgement.WrongStep, JsonValueKind.String)]
    [InlineData("eq", "1", "args.a", """{"a":1,"a":1}""", Judgement.DuplicateKey, JsonValueKind.Undefined)]
    [InlineData("eq", "1", "args.a", """{"a":1,"A":1}""", Judgement.CaseVariant, JsonValueKind.Undefined)]
    [InlineData("exists", "false", "args.a", """{"A":1}""", Judgement.CaseVariant, JsonValueKind.Undefined)]
    public void A_condition_says_what_it_came_to_and_on_which_type(
        string op, string value, string path, string arguments, Judgement expected, JsonValueKind kind)
    {
        var rule = Assert.Single(Explain(Rules("deny_if", Condition(path, op, value)), arguments).Rules);

        var condition = Assert.Single(rule.Conditions);
        Assert.Equal((path, op, expected, kind), (condition.Path, condition.Operator, condition.Judgement, condition.ValueKind));
        Assert.Equal(expected, rule.Judgement);
        Assert.Equal(expected != Judgement.Fails, rule.Stops);
        Assert.Equal(arguments.Contains("null", StringComparison.Ordinal), condition.IsAbsent);
    }

    [Fact]
    public void A_text_that_is_too_long_says_so()
    {
        var trace = Explain(Rules("deny_if", Condition("args.a", "regex", "\"a\"")), $$"""{"a":"{{new string('x', 70_000)}}"}""");

        Assert.Equal(Judgement.TooLong, trace.Rules[0].Judgement);
    }

    [Theory]
    [InlineData("require", """[1,2,3]""", Judgement.Holds, 3, "", JsonValueKind.Undefined)]
    [InlineData("require", """[1,20,3]""", Judgement.Fails, 2, "1", JsonValueKind.Number)]
    [InlineData("require", """[1,"2",3]""", Judgement.WrongType, 3, "1", JsonValueKind.String)]
    [InlineData("require", """[1,"2",true,30]""", Judgement.Fails, 4, "3", JsonValueKind.Number)]
    [InlineData("require", """[true,1e99]""", Judgement.WrongType, 2, "0", JsonValueKind.True)]
    [InlineData("require", """[1,null]""", Judgement.Fails, 2, "1", JsonValueKind.Undefined)]
    [InlineData("require", """[]""", Judgement.Holds, 0, "", JsonValueKind.Undefined)]
    [InlineData("deny_if", """[20,30]""", Judgement.Fails, 2, "", JsonValueKind.Undefined)]
    [InlineData("deny_if", """[20,3,"x"]""", Judgement.Holds, 2, "1", JsonValueKind.Number)]
    [InlineData("deny_if", """["x",3]""", Judgement.Holds, 2, "1", JsonValueKind.Number)]
    [InlineData("deny_if", """null""", Judgement.Fails, null, "", JsonValueKind.Undefined)]
    public void A_path_over_elements_says_how_many_were_looked_at_and_which_decided(
        string clause, string list, Judgement expected, int? elements, string place, JsonValueKind kind)
    {
        var trace = Explain(Rules(clause, Condition("args.a[*]", "lt", "10")), $$"""{"a":{{list}}}""");

        var condition = trace.Rules[0].Conditions[0];
        Assert.Equal((expected, elements, kind), (condition.Judgement, condition.Elements, condition.ValueKind));
        Assert.Equal(place, string.Join(' ', condition.DecidingElement));
    }

    [Theory]
    [InlineData("""[{"b":[1,2]},{"b":[3,40,5]}]""", Judgement.Fails, 4, "1 1")]
    [InlineData("""[{"b":[1,"2"]},{"b":[3,"4"]}]""", Judgement.WrongType, 4, "0 1")]
    [InlineData("""[{"b":[1,"2"]},{"b":[30]}]""", Judgement.Fails, 3, "1 0")]
    [InlineData("""[{"b":[]},{"b":7},{}]""", Judgement.Fails, 3, "2")]
    [InlineData("""[{"b":[1]},{"b":7},{"b":["8"]}]""", Judgement.WrongStep, 3, "1")]
    public void Elements_within_elements_are_counted_and_placed_together(
        string list, Judgement expected, int elements, string place)
    {
        var trace = Explain(Rules("require", Condition("args.a[*].b[*]", "lt", "10")), $$"""{"a":{{list}}}""");

        var condition = trace.Rules[0].Conditions[0];
        Assert.Equal((expected, (int?)elements), (condition.Judgement, condition.Elements));
        Assert.Equal(place, string.Join(' ', condition.DecidingElement));
    }

    [Fact]
    public void Every_condition_of_a_rule_is_judged_also_behind_one_that_fails()
    {
        var rule = $$"""{"conditions":[{{Condition("args.a", "eq", "2")}},{{Condition("args.b", "eq", "1")}}]}""";

        var trace = Explain(Rules("deny_if", rule), """{"a":1,"b":"1"}""");

        Assert.Equal(Judgement.Fails, trace.Rules[0].Judgement);
        Assert.Equal([Judgement.Fails, Judgement.WrongType], trace.Rules[0].Conditions.Select(condition => condition.Judgement!.Value));
    }
}
