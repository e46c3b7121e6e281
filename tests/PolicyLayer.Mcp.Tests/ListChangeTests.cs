using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp.Tests;

public sealed class ListChangeTests
{
    private const string ShowsEverything = """{"version": "1", "default": "deny", "tools": {"record": {}}}""";

    private const string HidesDeletion = """
        {"version": "1", "default": "deny", "hide": ["delete_track"], "tools": {"record": {}}}
        """;

    private const string HidesDeletionAndCounts = """
        {"version": "1", "default": "deny", "hide": ["delete_track"], "tools": {
          "record": {"limits": [{"counter": "record_rate", "window": "minute", "max": 10}]}}}
        """;

    private readonly PolicyEvaluator _evaluator = new(new PolicySet(Policy.Parse(ShowsEverything)));

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task A_reload_that_hides_a_tool_is_told_to_the_client_and_one_that_changes_limits_is_not(string protocolVersion)
    {
        await using var server = Guarded();
        var client = await server.ConnectAsync(protocolVersion);
        Assert.Equal(2, (await client.ToolNamesAsync()).Length);
        var told = await ListenAsync(client, protocolVersion);

        _evaluator.Update(new(Policy.Parse(HidesDeletion)));
        await told.WaitAsync();
        Assert.Equal(["record"], await client.ToolNamesAsync());

        _evaluator.Update(new(Policy.Parse(HidesDeletionAndCounts)));
        _evaluator.Update(new(Policy.Parse(ShowsEverything)));
        await told.WaitAsync();

        Assert.Equal(2, (await client.ToolNamesAsync()).Length);
        Assert.Equal(0, told.CurrentCount);
    }

    [Fact]
    public async Task A_server_whose_tools_come_from_a_handler_tells_it_as_well()
    {
        await using var server = new CreatedServer(new McpServerOptions
        {
            ServerInfo = new() { Name = "studio", Version = "1.0" },
            Handlers = new()
            {
                ListToolsHandler = (_, _) => ValueTask.FromResult(new ListToolsResult { Tools = [new() { Name = "delete_track" }] }),
                CallToolHandler = (_, _) => ValueTask.FromResult(new CallToolResult()),
            },
        }.UsePolicyLayer(_evaluator, hook => hook.Grant = "local"));
        var client = await server.ConnectAsync("2025-11-25");
        var told = await ListenAsync(client, "2025-11-25");

        _evaluator.Update(new(Policy.Parse(HidesDeletion)));
        await told.WaitAsync();

        Assert.Empty(await client.ToolNamesAsync());
    }

    [Fact]
    public async Task A_server_that_gets_its_tools_after_the_guard_tells_it_as_well()
    {
        var options = new McpServerOptions { ServerInfo = new() { Name = "studio", Version = "1.0" } };
        options.UsePolicyLayer(_evaluator, hook => hook.Grant = "local");
        options.ToolCollection = [new RecordedTool("record"), new RecordedTool("delete_track")];
        await using var server = new CreatedServer(options);
        var client = await server.ConnectAsync("2025-11-25");
        var told = await ListenAsync(client, "2025-11-25");

        _evaluator.Update(new(Policy.Parse(HidesDeletion)));
        await told.WaitAsync();

        Assert.Equal(["record"], await client.ToolNamesAsync());
    }

    [Fact]
    public async Task A_collection_that_cannot_be_told_of_a_change_is_logged_once_and_holds_up_nothing()
    {
        using var log = new RecordedLog();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        var options = new McpServerOptions
        {
            ServerInfo = new() { Name = "studio", Version = "1.0" },
            ToolCollection = [new RecordedTool("record"), new RecordedTool("delete_track")],
        };
        options.ToolCollection.Changed += (_, _) => throw new MissingMethodException();
        await using var server = new CreatedServer(options.UsePolicyLayer(_evaluator, hook => hook.Grant = "local", logs));
        var client = await server.ConnectAsync("2025-11-25");

        _evaluator.Update(new(Policy.Parse(HidesDeletion)));
        _evaluator.Update(new(Policy.Parse(ShowsEverything)));

        Assert.Equal(2, (await client.ToolNamesAsync()).Length);
        var entry = Assert.Single(log.Entries);
        Assert.Equal(LogLevel.Warning, entry.Level);
        Assert.IsType<MissingMethodException>(entry.Exception);
    }

    private GuardedServer Guarded()
    {
        var server = GuardedServer.Of(ShowsEverything);
        server.Evaluator = _evaluator;
        return server;
    }

    // Since 2026-07-28 a client hears only what it has asked for, on a request that stays open.
    private static async Task<SemaphoreSlim> ListenAsync(McpClient client, string protocolVersion)
    {
        var told = new SemaphoreSlim(0);
        client.RegisterNotificationHandler(NotificationMethods.ToolListChangedNotification, (_, _) =>
        {
            told.Release();
            return ValueTask.CompletedTask;
        });
        if (protocolVersion == "2025-11-25")
            return told;

        var acknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.RegisterNotificationHandler(NotificationMethods.SubscriptionsAcknowledgedNotification, (_, _) =>
        {
            acknowledged.SetResult();
            return ValueTask.CompletedTask;
        });
        _ = client.SendRequestAsync(new JsonRpcRequest
        {
            Method = RequestMethods.SubscriptionsListen,
            Params = new JsonObject { ["notifications"] = new JsonObject { ["toolsListChanged"] = true } },
        });
        await acknowledged.Task;
        return told;
    }
}
