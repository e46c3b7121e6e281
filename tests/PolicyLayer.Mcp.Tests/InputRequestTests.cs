using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp.Tests;

public sealed class InputRequestTests
{
    [Theory]
    [InlineData("2025-11-25", 1)]
    [InlineData("2026-07-28", 2)]
    public async Task A_tool_that_asks_for_input_is_charged_once_for_each_request_of_the_client(
        string protocolVersion, int charged)
    {
        await using var server = GuardedServer.Of("""
            {"version": "1", "default": "deny", "tools": {
              "ask": {"limits": [{"counter": "ask_rate", "window": "minute", "max": 4}]}}}
            """);
        var asking = new RecordedTool("ask", AskFirst);
        server.Mcp.WithTools([asking]);
        var client = await server.ConnectAsync(protocolVersion, Answering());

        for (var used = 0; used < 4; used += charged)
            Assert.Equal("answered", (await client.CallToolAsync("ask")).Text());

        (await client.CallToolAsync("ask")).AssertDenied();
        Assert.Equal(2 * 4 / charged, asking.Calls);
    }

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task A_tool_that_waits_for_a_person_is_charged_once(string protocolVersion)
    {
        await using var server = GuardedServer.Of("""
            {"version": "1", "default": "deny", "tools": {
              "ask": {"limits": [{"counter": "ask_rate", "window": "minute", "max": 2}]}}}
            """);
        var asking = new RecordedTool("ask", async (request, cancellationToken) =>
        {
            await request.Server.ElicitAsync(new() { Message = "Sure?", RequestedSchema = new() }, cancellationToken);
            return new() { Content = [new TextContentBlock { Text = "answered" }] };
        });
        server.Mcp.WithTools([asking]);
        var client = await server.ConnectAsync(protocolVersion, Answering());

        for (var i = 0; i < 2; i++)
            Assert.Equal("answered", (await client.CallToolAsync("ask")).Text());

        (await client.CallToolAsync("ask")).AssertDenied();
        Assert.Equal(2, asking.Calls);
    }

    [Theory]
    [InlineData("not_dispatched", 3)]
    [InlineData("on_error", 5)]
    public async Task A_tool_that_asks_and_then_fails_is_given_back_by_the_rule(string refund, int reached)
    {
        await using var server = GuardedServer.Of($$"""
            {"version": "1", "default": "deny", "tools": {
              "ask": {"limits": [{"counter": "ask_rate", "window": "minute", "max": 3, "refund": "{{refund}}"}]} } }
            """);
        var asking = new RecordedTool("ask", async (request, cancellationToken) =>
        {
            var answer = await AskFirst(request, cancellationToken);
            answer.IsError = true;
            return answer;
        });
        server.Mcp.WithTools([asking]);
        var client = await server.ConnectAsync("2025-11-25", Answering());

        for (var i = 0; i < 5; i++)
            Assert.True((await client.CallToolAsync("ask")).IsError);

        // Once to ask, and once with the answer.
        Assert.Equal(2 * reached, asking.Calls);
    }

    [Fact]
    public async Task A_tool_whose_question_nobody_answers_stays_charged()
    {
        await using var server = GuardedServer.Of("""
            {"version": "1", "default": "deny", "tools": {
              "ask": {"limits": [{"counter": "ask_rate", "window": "minute", "max": 1, "refund": "on_error"}]}}}
            """);
        var asking = new RecordedTool("ask", AskFirst);
        server.Mcp.WithTools([asking]);
        var client = await server.ConnectAsync("2025-11-25");

        await Assert.ThrowsAnyAsync<McpException>(async () => await client.CallToolAsync("ask"));

        (await client.CallToolAsync("ask")).AssertDenied();
        Assert.Equal(1, asking.Calls);
    }

    [Fact]
    public async Task Messages_to_which_the_host_gives_one_context_are_judged_each()
    {
        await using var server = GuardedServer.Of("""
            {"version": "1", "default": "deny", "tools": {
              "record": {"limits": [{"counter": "record_rate", "window": "minute", "max": 1}]}}}
            """);
        var shared = new JsonRpcMessageContext();
        server.Mcp.WithMessageFilters(filters => filters.AddIncomingFilter(next => (message, cancellationToken) =>
        {
            message.JsonRpcMessage.Context = shared;
            return next(message, cancellationToken);
        }));
        var client = await server.ConnectAsync("2025-11-25");

        (await client.CallToolAsync("record")).AssertAllowed();
        (await client.CallToolAsync("record")).AssertDenied();

        Assert.Equal(1, server.Record.Calls);
    }

    [Fact]
    public async Task A_run_with_other_arguments_is_judged_however_it_came_about()
    {
        await using var server = GuardedServer.Of("""
            {"version": "1", "default": "deny", "tools": {"ask": {"deny_if": [
              {"path": "args.amount", "op": "gt", "value": 10}]}}}
            """);
        var secondRun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Mcp.WithMessageFilters(filters => filters.AddIncomingFilter(next => async (message, cancellationToken) =>
        {
            await next(message, cancellationToken);
            if (message.JsonRpcMessage is JsonRpcRequest { Method: RequestMethods.ToolsCall } request)
            {
                request.Params!["arguments"]!["amount"] = 11;
                await next(message, cancellationToken);
                secondRun.SetResult();
            }
        }));
        var asking = new RecordedTool("ask", AskFirst);
        server.Mcp.WithTools([asking]);
        var client = await server.ConnectAsync("2025-11-25", Answering());

        await client.SendRawAsync("tools/call", """{"name": "ask", "arguments": {"amount": 1}}""");
        await secondRun.Task;

        // Once to ask, and once with the answer.
        Assert.Equal(2, asking.Calls);
        Assert.Single(server.Log.Entries);
    }

    private static ValueTask<CallToolResult> AskFirst(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        if (request.JsonRpcRequest.Params is JsonObject parameters && parameters.ContainsKey("inputResponses"))
            return ValueTask.FromResult(new CallToolResult { Content = [new TextContentBlock { Text = "answered" }] });
        var question = InputRequest.ForElicitation(new() { Message = "Sure?", RequestedSchema = new() });
        throw new InputRequiredException(new Dictionary<string, InputRequest> { ["sure"] = question });
    }

    private static McpClientOptions Answering() => new()
    {
        Handlers = new() { ElicitationHandler = (_, _) => ValueTask.FromResult(new ElicitResult { Action = "accept" }) },
    };
}
