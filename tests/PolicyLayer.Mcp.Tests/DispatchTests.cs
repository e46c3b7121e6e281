using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace PolicyLayer.Mcp.Tests;

public sealed class DispatchTests
{
    private const string OneAMinute = """
        {"version": "1", "default": "deny", "tools": {
          "record": {"limits": [{"counter": "record_rate", "window": "minute", "max": 1}]},
          "missing": {"limits": [{"counter": "missing_rate", "window": "minute", "max": 1}]}}}
        """;

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
    public async Task A_filter_that_forwards_calls_may_have_reached_a_tool_so_its_protocol_error_is_charged()
    {
        await using var server = GuardedServer.Of(OneAMinute);
        server.Mcp.WithRequestFilters(filters => filters.AddCallToolFilter(
            _ => (_, _) => throw new McpProtocolException("refused upstream", McpErrorCode.InternalError)));
        var client = await server.ConnectAsync();

        await Assert.ThrowsAsync<McpProtocolException>(async () => await client.CallToolAsync("missing"));

        (await client.CallToolAsync("missing")).AssertDenied();
    }

    [Theory]
    [InlineData("not_dispatched")]
    [InlineData("on_error")]
    public async Task A_protocol_error_of_a_tool_is_no_answer_of_it_and_is_charged(string refund)
    {
        await using var server = GuardedServer.Of($$"""
            {"version": "1", "default": "deny", "tools": {
              "broken": {"limits": [{"counter": "broken_rate", "window": "minute", "max": 1, "refund": "{{refund}}"}]} } }
            """);
        server.Mcp.WithTools([new RecordedTool("broken", (_, _) => throw new McpProtocolException("inside"))]);
        var client = await server.ConnectAsync();

        await Assert.ThrowsAsync<McpProtocolException>(async () => await client.CallToolAsync("broken"));

        (await client.CallToolAsync("broken")).AssertDenied();
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
    public async Task A_tool_that_throws_is_answered_with_an_error_and_given_back_where_the_policy_says_so()
    {
        await using var server = GuardedServer.Of("""
            {"version": "1", "default": "deny", "tools": {
              "broken": {"limits": [{"counter": "broken_rate", "window": "minute", "max": 1, "refund": "on_error"}]}}}
            """);
        var broken = new RecordedTool("broken", (_, _) => throw new InvalidOperationException("inside"));
        server.Mcp.WithTools([broken]);
        var client = await server.ConnectAsync();

        for (var i = 0; i < 3; i++)
            Assert.True((await client.CallToolAsync("broken")).IsError);

        Assert.Equal(3, broken.Calls);
    }

    [Fact]
    public async Task A_call_cancelled_before_it_reached_the_tool_gives_its_place_back()
    {
        await using var server = GuardedServer.Of(OneAMinute);
        var slow = new CancelledAfterDecision(server.Evaluator);
        server.Evaluator = slow;
        var handled = WhenFirstCallIsHandled(server);
        var client = await server.ConnectAsync();

        var call = new CancellableCall(client, "record");
        Assert.True(await slow.Admitted);
        await call.CancelAsync();
        await handled;

        (await client.CallToolAsync("record")).AssertAllowed();
        Assert.Equal(1, server.Record.Calls);
    }

    [Theory]
    [InlineData("not_dispatched")]
    [InlineData("on_error")]
    public async Task A_call_cancelled_while_the_tool_runs_stays_charged(string refund)
    {
        await using var server = GuardedServer.Of($$"""
            {"version": "1", "default": "deny", "tools": {
              "wait": {"limits": [{"counter": "wait_rate", "window": "minute", "max": 1, "refund": "{{refund}}"}]} } }
            """);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Mcp.WithTools([new RecordedTool("wait", async (_, cancellationToken) =>
        {
            reached.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new();
        })]);
        var handled = WhenFirstCallIsHandled(server);
        var client = await server.ConnectAsync();

        var call = new CancellableCall(client, "wait");
        await reached.Task;
        await call.CancelAsync();
        await handled;

        (await client.CallToolAsync("wait")).AssertDenied();
    }

    private static Task WhenFirstCallIsHandled(GuardedServer server)
    {
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
        return handled.Task;
    }
}
