using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyLayer.Core.Risk;

namespace PolicyLayer.Core.Tests.Risk;

/// <summary>Whatever a policy says, completing it lets nothing through that it did not let through before.</summary>
public sealed class MergedDecisionTests
{
    private const int Runs = 400;

    private static readonly string[] Names =
    [
        "get_user", "Get_User", " get_user", "get_user\ufe0f", "get_\u3164user", "\uff47et_user", "set_user", "SET_USER", "run_job",
        "run_job\u115f", "delete_user", "Delete_User", "pay_invoice", "zorble", "größe_setzen", "*", "\uff0a", "",
        "get\u200buser", "\ud800",
    ];

    private static readonly string[] CallableNames = Names[..^3];

    private static readonly string[] Rules =
    [
        "{}",
        """{ "action": "deny" }""",
        """{ "action": "require_approval" }""",
        """{ "deny_if": [{ "path": "args.amount", "op": "gt", "value": 3 }] }""",
        """{ "require": [{ "path": "args.amount", "op": "exists", "value": true }] }""",
        """{ "limits": [{ "counter": "set_user_rate", "window": "minute", "max": 0 }] }""",
    ];

    private static readonly JsonElement[] Arguments =
        [JsonElement.Parse("{}"), JsonElement.Parse("""{ "amount": 5 }"""), JsonElement.Parse("""{ "amount": "x" }""")];

    [Fact]
    public void What_was_not_allowed_is_not_allowed_after_a_merge()
    {
        var random = new Random(8);
        var (allowed, refused) = (0, 0);
        for (var i = 0; i < Runs; i++)
        {
            var policy = PolicyText(random);
            var tools = Pick(random, Names, share: 0.7).Select(name => Classified.Tool(name)).ToList();
            var merged = PolicyRecommender.Merge(policy, tools).Json;

            var (before, after) = (Engine(policy), Engine(merged));
            foreach (var call in Names.SelectMany(name => Arguments.Select(arguments => (name, arguments))))
            {
                if (Outcome(before, call) == PolicyOutcome.Allow)
                {
                    allowed++;
                    continue;
                }

                refused++;
                Assert.True(
                    Outcome(after, call) != PolicyOutcome.Allow,
                    $"{JsonSerializer.Serialize(call.name)} {call.arguments} is allowed after merging {policy}");
            }
        }

        // Both happen often, or nothing was shown.
        Assert.InRange(allowed, 1_000, int.MaxValue);
        Assert.InRange(refused, 1_000, int.MaxValue);
    }

    private static string PolicyText(Random random)
    {
        var policy = new JsonObject
        {
            ["version"] = "1",
            ["default"] = random.Next(2) == 0 ? "allow" : "deny",
            ["mode"] = random.Next(4) == 0 ? "shadow" : "enforce",
        };
        var hidden = Pick(random, CallableNames, share: 0.15).ToList();
        if (hidden.Count > 0)
            policy["hide"] = new JsonArray([.. hidden.Select(name => (JsonNode)name)]);
        if (random.Next(3) > 0)
        {
            policy["tools"] = new JsonObject(
                Pick(random, CallableNames, share: 0.25).Select(name => KeyValuePair.Create(name, Rule(random))));
        }

        if (random.Next(4) == 0)
            policy["all_tools"] = JsonNode.Parse("""{ "deny_if": [{ "path": "args.amount", "op": "eq", "value": "x" }] }""");
        return policy.ToJsonString();
    }

    private static JsonNode? Rule(Random random) => JsonNode.Parse(Rules[random.Next(Rules.Length)]);

    private static IEnumerable<string> Pick(Random random, string[] names, double share) =>
        names.Where(_ => random.NextDouble() < share);

    private static PolicyEvaluator Engine(string policy) => new(new PolicySet(Policy.Parse(policy)));

    // In shadow mode every call is allowed; what counts is what the policy says.
    private static PolicyOutcome Outcome(PolicyEvaluator engine, (string Name, JsonElement Arguments) call)
    {
        var decision = engine.Preview(new ToolCall(call.Name, call.Arguments, new CallerContext("server", "alice")));
        return decision.Shadow?.Outcome ?? decision.Outcome;
    }
}
