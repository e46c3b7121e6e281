using System.Text.Json;
using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Attacks;

/// <summary>Calls that are not let through, made again and again to use up the budget of others.</summary>
public sealed class UnchargedCallTests
{
    private static readonly PolicySet Set = new(WithTools($$"""
        {
          "t": {
            "require": [{ "path": "args.allowed", "op": "eq", "value": true }],
            "deny_if": [{ "path": "args.x", "op": "eq", "value": 1 }],
            "require_approval_if": [{ "path": "args.x", "op": "eq", "value": 2 }],
            "limits": [{{Limit("c", 1, scope: "server")}}]
          }
        }
        """));

    [Theory]
    [InlineData("""{ "x": 0 }""", DecisionCodes.RequirementFailed)]
    [InlineData("""{ "allowed": true, "x": 1 }""", DecisionCodes.DenyRuleMatched)]
    [InlineData("""{ "allowed": true, "x": "1" }""", DecisionCodes.DenyRuleMatched)]
    [InlineData("""{ "allowed": true, "x": 2 }""", DecisionCodes.ApprovalRequired)]
    public async Task They_consume_nothing_and_ask_no_store(string arguments, string code)
    {
        var asked = 0;
        var store = new ScriptedCounterStore
        {
            Answer = (_, _) =>
            {
                asked++;
                return ValueTask.FromResult(new CounterReply([new(Remaining: 0, TimeSpan.FromMinutes(1))], "r"));
            },
        };
        var memory = new PolicyEvaluator(Set, timeProvider: new ManualTimeProvider());
        var elsewhere = new PolicyEvaluator(Set, timeProvider: new ManualTimeProvider(), store: store);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(code, memory.Evaluate(CallOf(arguments)).Code);
            Assert.Equal(code, (await elsewhere.EvaluateAsync(CallOf(arguments))).Code);
        }

        Assert.Equal(0, asked);
        Assert.True(memory.Evaluate(CallOf("""{ "allowed": true, "x": 0 }""")).IsAllowed);
        Assert.False(memory.Evaluate(CallOf("""{ "allowed": true, "x": 0 }""")).IsAllowed);
    }

    private static ToolCall CallOf(string arguments) => new("t", JsonElement.Parse(arguments), Alice);
}
