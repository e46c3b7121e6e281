using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Client;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp.Tests;

/// <summary>What an agent could learn of the policy by trying: no denial tells it more than that it is one.</summary>
public sealed class DenialTextTests
{
    private const string Policy = """
        {
          "version": "1", "default": "allow", "hide": ["vault"],
          "tools": {
            "needs": {"require": [{"name": "house_rule", "path": "args.account", "op": "starts_with", "value": "4711"}]},
            "forbids": {"deny_if": [{"name": "house_rule", "path": "args.amount", "op": "gt", "value": 4711}]},
            "asks": {"require_approval_if": [{"name": "house_rule", "path": "args.amount", "op": "gt", "value": 4711}]},
            "closed": {"action": "deny"},
            "paid": {"limits": [{"counter": "house_budget", "window": "day", "max": 4711, "increment_from": "args.amount"}]},
            "paced": {"limits": [{"counter": "house_pace", "window": "day", "max": 1}]}
          }
        }
        """;

    private static readonly string[] HostsOwn =
        ["/tools", "house_", "4711", "98765", "account", "amount", "deny_if", "limits", "hidden", "ambiguous"];

    [Theory]
    [InlineData("needs", """{"account": "98765"}""", DecisionCodes.RequirementFailed)]
    [InlineData("needs", "{}", DecisionCodes.RequirementFailed)]
    [InlineData("forbids", """{"amount": 98765}""", DecisionCodes.DenyRuleMatched)]
    [InlineData("forbids", """{"amount": "98765"}""", DecisionCodes.DenyRuleMatched)]
    [InlineData("asks", """{"amount": 98765}""", DecisionCodes.ApprovalRequired)]
    [InlineData("closed", """{"amount": 98765}""", DecisionCodes.DeniedByAction)]
    [InlineData("paid", """{"amount": "98765"}""", DecisionCodes.CostInvalid)]
    [InlineData("paid", """{"amount": 98765}""", DecisionCodes.CostExceedsLimit)]
    [InlineData("vault", """{"amount": 98765}""", DecisionCodes.Hidden)]
    [InlineData("Vault", """{"amount": 98765}""", DecisionCodes.AmbiguousName)]
    [InlineData("vault\u200b", """{"amount": 98765}""", DecisionCodes.InvalidCall)]
    public async Task A_denial_tells_the_agent_no_rule_no_value_and_no_number(string tool, string arguments, string code)
    {
        await using var server = GuardedServer.Of(Policy);
        var client = await server.ConnectAsync();

        var answer = await CallAsync(client, tool, arguments);

        AssertTellsNothing(answer);
        Assert.Equal(code, Assert.Single(server.Log.Entries).Values["Code"]);
    }

    [Fact]
    public async Task A_used_up_limit_tells_the_agent_how_long_to_wait_and_nothing_else()
    {
        await using var server = GuardedServer.Of(Policy);
        server.Mcp.WithTools([new RecordedTool("paced")]);
        var client = await server.ConnectAsync();
        await CallAsync(client, "paced", "{}");

        var answer = await CallAsync(client, "paced", "{}");

        AssertTellsNothing(answer);
        Assert.Contains("Try again in 86400 s", answer, StringComparison.Ordinal);
        Assert.Equal(DecisionCodes.RateLimited, Assert.Single(server.Log.Entries).Values["Code"]);
    }

    [Fact]
    public async Task An_answer_does_not_tell_a_rule_that_holds_from_one_that_cannot_be_judged()
    {
        await using var server = GuardedServer.Of(Policy);
        var client = await server.ConnectAsync();

        Assert.Equal(
            await CallAsync(client, "forbids", """{"amount": 98765}"""), await CallAsync(client, "forbids", """{"amount": []}"""));
        Assert.Equal(
            await CallAsync(client, "needs", """{"account": "a"}"""), await CallAsync(client, "needs", """{"account": 1}"""));
    }

    [Fact]
    public async Task A_name_close_to_a_hidden_tool_is_answered_as_the_hidden_tool_is()
    {
        await using var server = GuardedServer.Of(Policy);
        var client = await server.ConnectAsync();

        var hidden = await CallAsync(client, "vault", "{}");
        var close = await CallAsync(client, "VAULT", "{}");

        Assert.Equal(hidden, close.Replace("VAULT", "vault", StringComparison.Ordinal));
    }

    private static void AssertTellsNothing(string answer)
    {
        Assert.Contains("[POLICY DENIED] ", answer, StringComparison.Ordinal);
        Assert.All(HostsOwn, word => Assert.DoesNotContain(word, answer, StringComparison.Ordinal));
    }

    private static async Task<string> CallAsync(McpClient client, string tool, string arguments)
    {
        var parameters = new JsonObject { ["name"] = tool, ["arguments"] = JsonNode.Parse(arguments) };
        return (await client.SendRawAsync("tools/call", parameters.ToJsonString())).ToJsonString();
    }
}
