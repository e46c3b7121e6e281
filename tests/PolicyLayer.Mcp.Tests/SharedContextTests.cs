using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp.Tests;

/// <summary>
/// Where a host gives all messages one context, and a tool asks for input that nobody gets: the run that the SDK would have made
/// with it is nobody else's.
/// </summary>
public sealed class SharedContextTests
{
    private readonly RecordedTool _asking = new("ask", static (_, _) => throw new InputRequiredException(
        new Dictionary<string, InputRequest>
        {
            ["sure"] = InputRequest.ForElicitation(new() { Message = "Sure?", RequestedSchema = new() }),
        }));

    private readonly PolicyEvaluator _evaluator = new(new PolicySet([
        new(
            Policy.Parse("""
                {"version": "1", "default": "deny", "tools": {
                  "ask": {"limits": [{"counter": "ask_rate", "window": "minute", "max": 1}]}}}
                """),
            "studio",
            "alice"),
    ]));

    private string _grant = "alice";

    [Fact]
    public async Task Another_caller_does_not_run_unjudged()
    {
        await using var server = Guarded();
        var client = await server.ConnectAsync("2025-11-25");
        await Assert.ThrowsAnyAsync<McpException>(async () => await client.CallToolAsync("ask"));

        _grant = "nobody";
        (await client.CallToolAsync("ask")).AssertDenied();

        Assert.Equal(1, _asking.Calls);
    }

    [Fact]
    public async Task The_same_caller_does_not_run_a_second_call_unjudged()
    {
        await using var server = Guarded();
        var client = await server.ConnectAsync("2025-11-25");
        await Assert.ThrowsAnyAsync<McpException>(async () => await client.CallToolAsync("ask"));

        (await client.CallToolAsync("ask")).AssertDenied();

        Assert.Equal(1, _asking.Calls);
    }

    [Fact]
    public async Task A_message_that_the_host_hands_on_twice_is_judged_twice()
    {
        var handed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = Guarded(async (next, message, cancellationToken) =>
        {
            await Assert.ThrowsAnyAsync<Exception>(() => next(message, cancellationToken));
            await next(message, cancellationToken);
            handed.SetResult();
        });
        var client = await server.ConnectAsync("2025-11-25");

        (await client.CallToolAsync("ask")).AssertDenied();

        await handed.Task;
        Assert.Equal(1, _asking.Calls);
    }

    private CreatedServer Guarded(Func<McpMessageHandler, MessageContext, CancellationToken, Task>? onCall = null)
    {
        var shared = new JsonRpcMessageContext();
        var options = new McpServerOptions { ServerInfo = new() { Name = "studio", Version = "1.0" }, ToolCollection = [_asking] };
        options.Filters.Message.IncomingFilters.Add(next => (message, cancellationToken) =>
        {
            if (message.JsonRpcMessage.Context is { } own)
            {
                shared.ProtocolVersion = own.ProtocolVersion;
                shared.RelatedTransport = own.RelatedTransport;
            }

            message.JsonRpcMessage.Context = shared;
            return onCall is not null && message.JsonRpcMessage is JsonRpcRequest { Method: RequestMethods.ToolsCall }
                ? onCall(next, message, cancellationToken)
                : next(message, cancellationToken);
        });
        return new(options.UsePolicyLayer(_evaluator, hook => hook.ResolveCaller = _ => new CallerContext("studio", _grant)));
    }
}
