using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp.Tests;

public sealed class CallToolFilterTests
{
    private const string TenAMinute = """
        {"version": "1", "default": "deny", "hide": ["delete_track"], "tools": {
          "record": {"limits": [{"counter": "record_rate", "window": "minute", "max": 10, "scope": "grant"}]}}}
        """;

    private const string OneAMinute = """
        {"version": "1", "default": "deny", "tools": {
          "record": {"limits": [{"counter": "record_rate", "window": "minute", "max": 1}]},
          "missing": {"limits": [{"counter": "missing_rate", "window": "minute", "max": 1}]}}}
        """;

    private const string NoLargeAmounts = """
        {"version": "1", "default": "deny", "tools": {"record": {"deny_if": [
          {"conditions": [{"path": "args.amount", "op": "gt", "value": 10000}], "on_deny": "Ask a person."}]}}}
        """;

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Ten_calls_pass_and_the_eleventh_is_rate_limited_until_the_window_has_passed(string protocolVersion)
    {
        await using var server = GuardedServer.Of(TenAMinute);
        var client = await server.ConnectAsync(protocolVersion);

        for (var i = 0; i < 10; i++)
            (await client.CallToolAsync("record")).AssertAllowed();
        var eleventh = await client.CallToolAsync("record");

        eleventh.AssertDenied();
        Assert.Equal(10, server.Record.Calls);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await client.CallToolAsync("record")).AssertAllowed();
    }

    [Theory]
    [InlineData("2025-11-25", null)]
    [InlineData("2026-07-28", "complete")]
    public async Task The_agent_gets_the_policys_message_and_nothing_else(string protocolVersion, string? resultType)
    {
        await using var server = GuardedServer.Of(NoLargeAmounts);
        var client = await server.ConnectAsync(protocolVersion);

        var result = (await client.SendRawAsync("tools/call", """{"name": "record", "arguments": {"amount": 20000}}""")).AsObject();

        Assert.Equal("[POLICY DENIED] Ask a person.", (string?)result["content"]![0]!["text"]);
        Assert.True((bool?)result["isError"]);
        Assert.Equal(resultType, (string?)result["resultType"]);
        Assert.Empty(result.Select(member => member.Key).Except(["content", "isError", "resultType", "_meta"]));
        Assert.DoesNotContain("deny_if", result.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(0, server.Record.Calls);
    }

    [Fact]
    public async Task The_log_gets_the_rule_and_no_argument()
    {
        await using var server = GuardedServer.Of(NoLargeAmounts);
        var client = await server.ConnectAsync();

        await client.CallToolAsync("record", McpClientCalls.Arguments("""{"amount": 98765}"""));

        var entry = Assert.Single(server.Log.Entries);
        Assert.Equal(LogLevel.Information, entry.Level);
        Assert.Equal("record", entry.Values["Tool"]);
        Assert.Equal("studio", entry.Values["Server"]);
        Assert.Equal("local", entry.Values["Grant"]);
        Assert.Equal(PolicyOutcome.Deny, entry.Values["Outcome"]);
        Assert.Equal(DecisionCodes.DenyRuleMatched, entry.Values["Code"]);
        Assert.Equal("/tools/record/deny_if/args.amount-gt", entry.Values["Rule"]);
        Assert.DoesNotContain("98765", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_says_when_a_rate_limited_call_may_be_tried_again()
    {
        await using var server = GuardedServer.Of(OneAMinute);
        var client = await server.ConnectAsync();

        await client.CallToolAsync("record");
        server.Clock.Advance(TimeSpan.FromSeconds(20));
        await client.CallToolAsync("record");

        var entry = Assert.Single(server.Log.Entries);
        Assert.Equal(PolicyOutcome.RateLimited, entry.Values["Outcome"]);
        Assert.Equal(TimeSpan.FromSeconds(40), entry.Values["RetryAfter"]);
    }

    [Fact]
    public async Task A_hidden_tool_answers_like_one_that_is_not_listed()
    {
        await using var server = GuardedServer.Of(TenAMinute);
        var client = await server.ConnectAsync();

        var hidden = await client.CallToolAsync("delete_track");
        var unlisted = await client.CallToolAsync("unlisted_one");

        hidden.AssertDenied();
        unlisted.AssertDenied();
        Assert.Equal(unlisted.Text(), hidden.Text().Replace("delete_track", "unlisted_one", StringComparison.Ordinal));
        Assert.Equal(0, server.Delete.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Record")]
    [InlineData(" record")]
    [InlineData("record\u0000")]
    public async Task Another_spelling_of_an_allowed_tool_is_denied(string name)
    {
        await using var server = GuardedServer.Of(TenAMinute);
        var client = await server.ConnectAsync();

        (await client.CallToolAsync(name)).AssertDenied();
    }

    [Fact]
    public async Task A_listed_tool_that_the_server_does_not_have_keeps_its_budget()
    {
        await using var server = GuardedServer.Of(OneAMinute);
        var client = await server.ConnectAsync();

        for (var i = 0; i < 3; i++)
        {
            var error = await Assert.ThrowsAsync<McpProtocolException>(async () => await client.CallToolAsync("missing"));
            Assert.Contains("Unknown tool", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_handler_for_any_tool_may_have_been_reached_so_its_protocol_error_is_charged()
    {
        await using var server = GuardedServer.Of(OneAMinute);
        server.Mcp.WithCallToolHandler((_, _) => throw new McpProtocolException("refused", McpErrorCode.InvalidParams));
        var client = await server.ConnectAsync();

        await Assert.ThrowsAsync<McpProtocolException>(async () => await client.CallToolAsync("missing"));

        (await client.CallToolAsync("missing")).AssertDenied();
    }

    [Fact]
    public async Task A_tool_that_throws_was_reached_and_is_charged()
    {
        await using var server = GuardedServer.Of("""
            {"version": "1", "default": "deny", "tools": {
              "broken": {"limits": [{"counter": "broken_rate", "window": "minute", "max": 1}]}}}
            """);
        server.Mcp.WithTools([new RecordedTool("broken", (_, _) => throw new InvalidOperationException("inside"))]);
        var client = await server.ConnectAsync();

        var first = await client.CallToolAsync("broken");
        var second = await client.CallToolAsync("broken");

        Assert.DoesNotContain("POLICY", first.Text(), StringComparison.Ordinal);
        second.AssertDenied();
    }

    [Fact]
    public async Task A_call_cancelled_before_it_reached_the_tool_gives_its_place_back()
    {
        await using var server = GuardedServer.Of(OneAMinute);
        var slow = new CancelledAfterDecision(server.Evaluator);
        server.Evaluator = slow;
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Mcp.WithMessageFilters(filters => filters.AddIncomingFilter(next => async (message, cancellationToken) =>
        {
            try
            {
                await next(message, cancellationToken);
            }
            finally
            {
                if (message.JsonRpcMessage is JsonRpcRequest { Method: RequestMethods.ToolsCall })
                    handled.TrySetResult();
            }
        }));
        var client = await server.ConnectAsync();

        using var cancellation = new CancellationTokenSource();
        var call = client.CallToolAsync("record", cancellationToken: cancellation.Token).AsTask();
        Assert.True(await slow.Admitted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await handled.Task;

        (await client.CallToolAsync("record")).AssertAllowed();
        Assert.Equal(1, server.Record.Calls);
    }

    [Theory]
    [InlineData("2025-11-25", 1)]
    [InlineData("2026-07-28", 2)]
    public async Task A_tool_that_asks_for_input_is_charged_once_for_each_request_of_the_client(string protocolVersion, int charged)
    {
        await using var server = GuardedServer.Of("""
            {"version": "1", "default": "deny", "tools": {
              "ask": {"limits": [{"counter": "ask_rate", "window": "minute", "max": 4}]}}}
            """);
        var asking = new RecordedTool("ask", AskFirst);
        server.Mcp.WithTools([asking]);
        var options = new ModelContextProtocol.Client.McpClientOptions
        {
            Handlers = new() { ElicitationHandler = (_, _) => ValueTask.FromResult(new ElicitResult { Action = "accept" }) },
        };
        var client = await server.ConnectAsync(protocolVersion, options);

        for (var used = 0; used < 4; used += charged)
            Assert.Equal("answered", (await client.CallToolAsync("ask")).Text());

        (await client.CallToolAsync("ask")).AssertDenied();
        Assert.Equal(2 * 4 / charged, asking.Calls);
    }

    [Fact]
    public async Task Ordinary_filters_of_the_host_run_once_and_only_for_admitted_calls()
    {
        await using var server = GuardedServer.Of(OneAMinute);
        var seen = 0;
        server.Mcp.WithRequestFilters(filters => filters.AddCallToolFilter(next => (request, cancellationToken) =>
        {
            seen++;
            return next(request, cancellationToken);
        }));
        var client = await server.ConnectAsync();

        (await client.CallToolAsync("record")).AssertAllowed();
        (await client.CallToolAsync("record")).AssertDenied();

        Assert.Equal(1, seen);
    }

    private static ValueTask<CallToolResult> AskFirst(
        ModelContextProtocol.Server.RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        if (request.JsonRpcRequest.Params is JsonObject parameters && parameters.ContainsKey("inputResponses"))
            return ValueTask.FromResult(new CallToolResult { Content = [new TextContentBlock { Text = "answered" }] });
        var question = InputRequest.ForElicitation(new() { Message = "Sure?", RequestedSchema = new() });
        throw new InputRequiredException(new Dictionary<string, InputRequest> { ["sure"] = question });
    }
}
