using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;

namespace PolicyLayer.Mcp.Tests;

public sealed class TaskTests
{
    private const string TwoAMinute = """
        {"version": "1", "default": "deny", "tools": {
          "record": {"limits": [{"counter": "record_rate", "window": "minute", "max": 2}]}}}
        """;

    private const string CallRecord = """{"name": "record"}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_is_admitted_once_and_before_it_becomes_a_task(bool tasksFirst)
    {
        await using var server = new GuardedServer(TwoAMinute);
        var tasks = new BackgroundTasks();
        if (tasksFirst)
            tasks.AddTo(server.Mcp);
        server.Mcp.WithPolicyLayer(options => options.Grant = "local");
        if (!tasksFirst)
            tasks.AddTo(server.Mcp);
        var client = await server.ConnectAsync("2026-07-28");

        for (var i = 0; i < 2; i++)
            Assert.Equal("task-1", (string?)(await client.SendRawAsync("tools/call", CallRecord))["taskId"]);
        var third = await client.SendRawAsync("tools/call", CallRecord);

        Assert.StartsWith("[POLICY DENIED] ", (string?)third["content"]![0]!["text"], StringComparison.Ordinal);
        Assert.Equal(2, tasks.Created.Count);
        await Task.WhenAll(tasks.Created);
        Assert.Equal(2, server.Record.Calls);
    }

    [Fact]
    public async Task A_task_that_could_not_be_created_is_charged_since_the_tool_may_have_been_reached()
    {
        await using var server = GuardedServer.Of(TwoAMinute);
        var tasks = new BackgroundTasks { Fails = true };
        tasks.AddTo(server.Mcp);
        var client = await server.ConnectAsync();

        for (var i = 0; i < 2; i++)
            Assert.DoesNotContain("POLICY", (await client.CallToolAsync("record")).Text(), StringComparison.Ordinal);

        (await client.CallToolAsync("record")).AssertDenied();
    }

    [Theory]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    public async Task A_client_that_asked_for_a_task_gets_a_denial_as_an_error(string protocolVersion)
    {
        await using var server = GuardedServer.Of(TwoAMinute);
        var client = await server.ConnectAsync(protocolVersion);

        var error = await Assert.ThrowsAsync<McpProtocolException>(
            () => client.SendRawAsync("tools/call", """{"name": "delete_track", "task": {"ttl": 60000}}"""));

        Assert.Equal(McpErrorCode.InvalidRequest, error.ErrorCode);
        Assert.Contains("[POLICY DENIED] ", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.Delete.Calls);
    }

    [Fact]
    public async Task A_call_that_asks_for_a_task_is_admitted_and_counted_once()
    {
        await using var server = GuardedServer.Of(TwoAMinute);
        var client = await server.ConnectAsync("2025-11-25");

        for (var i = 0; i < 2; i++)
            Assert.Null((await client.SendRawAsync("tools/call", """{"name": "record", "task": {"ttl": 60000}}"""))["isError"]);
        await Assert.ThrowsAsync<McpProtocolException>(
            () => client.SendRawAsync("tools/call", """{"name": "record", "task": {"ttl": 60000}}"""));

        Assert.Equal(2, server.Record.Calls);
        (await client.CallToolAsync("record")).AssertDenied();
    }

    [Fact]
    public async Task Where_the_server_decides_what_becomes_a_task_a_denial_is_a_result()
    {
        await using var server = GuardedServer.Of(TwoAMinute);
        var client = await server.ConnectAsync("2026-07-28");

        var denied = await client.SendRawAsync("tools/call", """{"name": "delete_track", "task": {}}""");

        Assert.True((bool?)denied["isError"]);
    }
}
