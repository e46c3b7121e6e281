using System.Text;
using System.Text.Json;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Attacks;

/// <summary>Calls made to cost. Each also breaks a rule, so that the code tells whether any rule was asked at all.</summary>
public sealed class OversizedCallTests
{
    private const string BreaksTheRule = "\"x\":1";

    private static readonly PolicyEvaluator Evaluator = new(new PolicySet(WithTools("""
        { "t": { "deny_if": [{ "path": "args.x", "op": "eq", "value": 1 }] } }
        """)));

    public static TheoryData<string, string> Calls => new()
    {
        { "a hundred thousand keys in less than a megabyte", $"{{{BreaksTheRule},{Keys(100_000)}}}" },
        { "ten thousand keys and one more", $"{{{Keys(10_000)},{BreaksTheRule}}}" },
        { "a hundred thousand keys further down", $"{{{BreaksTheRule},\"s\":[0,{{\"o\":{{{Keys(100_000)}}}}}]}}" },
        { "a megabyte in one string", $$"""{{{BreaksTheRule}},"s":"{{new string('s', 1 << 20)}}"}""" },
        { "a megabyte in one number", $$"""{{{BreaksTheRule}},"n":{{new string('9', 1 << 20)}}}""" },
        { "a megabyte in one key", $$"""{{{BreaksTheRule}},"{{new string('k', 1 << 20)}}":0}""" },
        { "arrays 65 deep", $$"""{{{BreaksTheRule}},"a":{{new string('[', 64)}}{{new string(']', 64)}}}""" },
    };

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public void They_are_refused_before_a_rule_looks_at_them_in_whatever_form_they_come(string name, string arguments)
    {
        var value = JsonDocument.Parse(arguments, new() { MaxDepth = 1_000 }).RootElement;
        var members = value.EnumerateObject().ToDictionary(static member => member.Name, static member => member.Value);
        var text = Encoding.UTF8.GetBytes($$"""{"name":"t","arguments":{{arguments}}}""");

        Assert.All(
            [new ToolCall("t", value, Alice), new ToolCall("t", members, Alice), ToolCall.Parse(text, Alice)],
            call => Assert.Equal((name, DecisionCodes.InvalidCall), (name, Evaluator.Evaluate(call).Code)));
    }

    [Fact]
    public void Ten_thousand_keys_an_object_are_not_too_many() => Assert.Equal(
        DecisionCodes.DenyRuleMatched,
        Evaluator.Evaluate(new("t", JsonElement.Parse($"{{{BreaksTheRule},\"o\":{{{Keys(10_000)}}},{Keys(9_998)}}}"), Alice)).Code);

    [Fact]
    public void Without_their_excess_a_rule_denies_them() => Assert.Equal(
        DecisionCodes.DenyRuleMatched,
        Evaluator.Evaluate(new("t", JsonElement.Parse($"{{{BreaksTheRule}}}"), Alice)).Code);

    private static string Keys(int count) =>
        string.Join(',', Enumerable.Range(0, count).Select(static number => $"\"{number:x}\":0"));
}
