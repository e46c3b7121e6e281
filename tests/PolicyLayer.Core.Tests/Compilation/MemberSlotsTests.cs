using System.Text.Json;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Compilation;

public sealed class MemberSlotsTests
{
    // More argument names than there are slots, some of them nested, with elements, with escapes, or in several rules.
    private static readonly PolicyEvaluator Evaluator = new(new PolicySet(Policy.Parse("""
        {
          "version": "1", "default": "allow",
          "all_tools": {
            "require": [{ "name": "all-a", "path": "args.a", "op": "exists", "value": true }],
            "deny_if": [{ "name": "all-b", "path": "args.b", "op": "gt", "value": 1 }]
          },
          "tools": {
            "one": {
              "require": [{ "name": "b", "path": "args.b", "op": "gt", "value": -1 }],
              "deny_if": [
                { "name": "element", "path": "args.list[*].price", "op": "gt", "value": 1 },
                { "name": "nested", "path": "args.user.name", "op": "eq", "value": "root" },
                { "name": "fact", "path": "context.a", "op": "eq", "value": "evil" },
                { "name": "accent", "path": "args.\u00E9", "op": "eq", "value": 1 },
                { "name": "d", "path": "args.d", "op": "eq", "value": 1 },
                { "name": "e", "path": "args.e", "op": "eq", "value": 1 },
                { "name": "f", "path": "args.f", "op": "eq", "value": 1 },
                { "name": "g", "path": "args.g", "op": "eq", "value": 1 },
                { "name": "h", "path": "args.h", "op": "eq", "value": 1 },
                { "name": "i", "path": "args.i", "op": "eq", "value": 1 },
                { "name": "d again", "path": "args.d", "op": "eq", "value": 2 }
              ]
            },
            "two": { "deny_if": [{ "name": "h", "path": "args.h", "op": "eq", "value": 1 }] }
          }
        }
        """)));

    [Theory]
    [InlineData("one", """{"a":1,"b":0}""", "")]
    [InlineData("one", """{"b":0}""", "/all_tools/require/all-a")]
    [InlineData("one", """{"a":null,"b":0}""", "/all_tools/require/all-a")]
    [InlineData("one", """{"A":1,"a":1,"b":0}""", "/all_tools/require/all-a")]
    [InlineData("one", """{"a":1,"a":1,"b":0}""", "/all_tools/require/all-a")]
    [InlineData("one", """{"a":1,"b":2}""", "/all_tools/deny_if/all-b")]
    [InlineData("one", """{"a":1,"\u0062":2}""", "/all_tools/deny_if/all-b")]
    [InlineData("one", """{"a":1,"b":-1}""", "/tools/one/require/b")]
    [InlineData("one", """{"a":1,"b":0,"list":[{"price":1},{"price":2}]}""", "/tools/one/deny_if/element")]
    [InlineData("one", """{"a":1,"b":0,"list":[{"price":1}]}""", "")]
    [InlineData("one", """{"a":1,"b":0,"list":null}""", "")]
    [InlineData("one", """{"a":1,"b":0,"list":7}""", "/tools/one/deny_if/element")]
    [InlineData("one", """{"a":1,"b":0,"user":{"name":"root"}}""", "/tools/one/deny_if/nested")]
    [InlineData("one", """{"a":1,"b":0,"user":{"name":"me"}}""", "")]
    [InlineData("one", """{"a":1,"b":0,"user":{"Name":"me"}}""", "/tools/one/deny_if/nested")]
    [InlineData("one", """{"a":1,"b":0,"user":null}""", "")]
    [InlineData("one", """{"a":"evil","b":0}""", "")]
    [InlineData("one", """{"a":1,"b":0,"\u00e9":1}""", "/tools/one/deny_if/accent")]
    [InlineData("one", """{"a":1,"b":0,"\u00c9":0}""", "/tools/one/deny_if/accent")]
    [InlineData("one", """{"a":1,"b":0,"d":1}""", "/tools/one/deny_if/d")]
    [InlineData("one", """{"a":1,"b":0,"d":2}""", "/tools/one/deny_if/d again")]
    [InlineData("one", """{"a":1,"b":0,"g":1}""", "/tools/one/deny_if/g")]
    [InlineData("one", """{"a":1,"b":0,"h":1}""", "/tools/one/deny_if/h")]
    [InlineData("one", """{"a":1,"b":0,"I":0}""", "/tools/one/deny_if/i")]
    [InlineData("one", """{"a":1,"b":0,"i":0,"i":0}""", "/tools/one/deny_if/i")]
    [InlineData("two", """{"a":1,"h":1}""", "/tools/two/deny_if/h")]
    [InlineData("two", """{"a":1,"d":1}""", "")]
    [InlineData("unlisted", """{"a":1,"b":2}""", "/all_tools/deny_if/all-b")]
    [InlineData("unlisted", """{"a":1,"h":1}""", "")]
    public void Every_condition_judges_the_member_that_it_names(string tool, string arguments, string rule)
    {
        var value = JsonElement.Parse(arguments);
        var caller = new CallerContext("server", "grant", facts: JsonElement.Parse("""{"a":"good"}"""));

        Assert.Equal(rule, Evaluator.Evaluate(new(tool, value, caller)).Rule);
        Assert.Equal(rule, Evaluator.Explain(new(tool, value, caller)).Decision.Rule);
        if (value.EnumerateObject().Select(static member => member.Name).Distinct().Count() == value.GetPropertyCount())
        {
            var members = value.EnumerateObject().ToDictionary(static member => member.Name, static member => member.Value);
            Assert.Equal(rule, Evaluator.Evaluate(new(tool, members, caller)).Rule);
        }
    }

    [Fact]
    public void A_tool_without_arguments_has_none_of_the_members() =>
        Assert.Equal("/all_tools/require/all-a", Evaluator.Evaluate(Call("one")).Rule);
}
