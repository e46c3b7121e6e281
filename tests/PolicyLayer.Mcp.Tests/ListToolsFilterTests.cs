using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;

namespace PolicyLayer.Mcp.Tests;

public sealed class ListToolsFilterTests
{
    private const string HidesDeletion = """
        {"version": "1", "default": "deny", "hide": ["delete_track", "secret"], "tools": {"record": {}}}
        """;

    [Fact]
    public async Task A_hidden_tool_is_gone_and_a_denied_one_stays()
    {
        await using var server = GuardedServer.Of(HidesDeletion);
        server.Mcp.WithTools([new RecordedTool("stop")]);
        var client = await server.ConnectAsync();

        Assert.Equal(["record", "stop"], (await client.ToolNamesAsync()).Order());
        (await client.CallToolAsync("stop")).AssertDenied();
    }

    [Fact]
    public async Task Hiding_everything_leaves_an_empty_list()
    {
        await using var server = GuardedServer.Of("""{"version": "1", "default": "allow", "hide": ["*"]}""");
        var client = await server.ConnectAsync();

        Assert.Empty(await client.ToolNamesAsync());
    }

    [Fact]
    public async Task Every_page_is_filtered_and_leads_to_the_next()
    {
        await using var server = GuardedServer.Of(HidesDeletion);
        server.Mcp.WithListToolsHandler((request, _) => ValueTask.FromResult(request.Params?.Cursor switch
        {
            null => Page("second", "secret", "a"),
            "second" => Page("third", "secret"),
            _ => Page(null, "b", "secret"),
        }));
        var client = await server.ConnectAsync();

        Assert.Equal(["a", "b", "record"], (await client.ToolNamesAsync()).Order());
        var second = await client.ListToolsAsync(new ListToolsRequestParams { Cursor = "second" });
        Assert.Empty(second.Tools);
        Assert.Equal("third", second.NextCursor);
    }

    [Fact]
    public async Task A_list_that_the_host_shares_between_callers_is_left_alone()
    {
        await using var server = GuardedServer.Of(HidesDeletion);
        var shared = Page(null, "secret", "a");
        server.Mcp.WithListToolsHandler((_, _) => ValueTask.FromResult(shared));
        var client = await server.ConnectAsync();

        await client.ListToolsAsync(new ListToolsRequestParams { Cursor = "any" });

        Assert.Equal(["secret", "a"], shared.Tools.Select(tool => tool.Name));
    }

    [Theory]
    [InlineData("2025-11-25", CacheScope.Public)]
    [InlineData("2026-07-28", CacheScope.Public)]
    [InlineData("2025-11-25", null)]
    [InlineData("2026-07-28", null)]
    public async Task A_list_that_everyone_might_cache_becomes_the_callers_own(string protocolVersion, CacheScope? scope)
    {
        await using var server = GuardedServer.Of(HidesDeletion);
        server.Mcp.WithListToolsHandler((_, _) =>
        {
            var page = Page(null, "a");
            page.CacheScope = scope;
            return ValueTask.FromResult(page);
        });
        var client = await server.ConnectAsync(protocolVersion);

        var page = await client.SendRawAsync("tools/list", "{}");

        Assert.Equal("private", (string?)page["cacheScope"]);
    }

    [Fact]
    public async Task Nothing_but_the_tools_and_the_cache_scope_changes()
    {
        await using var server = GuardedServer.Of(HidesDeletion);
        server.Mcp.WithListToolsHandler((_, _) => ValueTask.FromResult(new ListToolsResult
        {
            Tools = [new Tool { Name = "a" }],
            NextCursor = "more",
            TimeToLive = TimeSpan.FromSeconds(7),
            CacheScope = CacheScope.Private,
            Meta = new JsonObject { ["origin"] = "host" },
            ResultType = "complete",
        }));
        var client = await server.ConnectAsync("2025-11-25");

        var page = await client.SendRawAsync("tools/list", """{"cursor": "any"}""");

        // Fails when the SDK's result gets another member, which the filter would then have to keep.
        Assert.Equal(
            ["CacheScope", "Meta", "NextCursor", "ResultType", "TimeToLive", "Tools"],
            typeof(ListToolsResult).GetProperties().Select(property => property.Name).Order());
        Assert.Equal("more", (string?)page["nextCursor"]);
        Assert.Equal(7000, (int?)page["ttlMs"]);
        Assert.Equal("host", (string?)page["_meta"]!["origin"]);
        Assert.Equal("complete", (string?)page["resultType"]);
    }

    [Fact]
    public async Task Tools_that_other_filters_add_are_filtered_too()
    {
        await using var server = GuardedServer.Of(HidesDeletion);
        server.Mcp.WithRequestFilters(filters => filters.AddListToolsFilter(next => async (request, cancellationToken) =>
        {
            var page = await next(request, cancellationToken);
            page.Tools.Add(new Tool { Name = "secret" });
            return page;
        }));
        var client = await server.ConnectAsync();

        Assert.DoesNotContain("secret", await client.ToolNamesAsync());
    }

    [Fact]
    public async Task A_host_may_leave_out_what_is_denied_whatever_the_arguments_are()
    {
        await using var server = new GuardedServer("""
            {"version": "1", "default": "deny", "hide": ["delete_track"], "tools": {
              "record": {"limits": [{"counter": "record_rate", "window": "minute", "max": 1}]},
              "stop": {"action": "deny"},
              "pay": {"deny_if": [{"conditions": [], "on_deny": "Requires human approval."}]},
              "charge": {"deny_if": [{"path": "args.amount", "op": "gt", "value": 10}]},
              "refund": {"action": "require_approval"}}}
            """);
        server.Mcp.WithPolicyLayer(options =>
        {
            options.Grant = "local";
            options.ListDeniedTools = false;
        });
        string[] names = ["stop", "pay", "charge", "refund", "unlisted"];
        server.Mcp.WithTools(names.Select(name => new RecordedTool(name)));
        var client = await server.ConnectAsync();

        (await client.CallToolAsync("record")).AssertAllowed();

        Assert.Equal(["charge", "record", "refund"], (await client.ToolNamesAsync()).Order());
    }

    private static ListToolsResult Page(string? next, params string[] tools) => new()
    {
        Tools = [.. tools.Select(name => new Tool { Name = name })],
        NextCursor = next,
    };
}
