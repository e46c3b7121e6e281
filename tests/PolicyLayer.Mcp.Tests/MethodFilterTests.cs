using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp.Tests;

public sealed class MethodFilterTests
{
    private const string RecordOnly = """{"version": "1", "default": "deny", "tools": {"record": {}}}""";

    [Fact]
    public async Task By_default_only_tools_are_governed()
    {
        await using var server = new GuardedServer(RecordOnly);
        var client = await ConnectAsync(server, allowed: null);

        Assert.Single(await client.ListPromptsAsync());
        Assert.Single(await client.ListResourcesAsync());
    }

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task With_an_allow_list_other_methods_are_refused(string protocolVersion)
    {
        await using var server = new GuardedServer(RecordOnly);
        var client = await ConnectAsync(server, ["resources/list"], protocolVersion);

        Assert.Single(await client.ListResourcesAsync());
        var error = await Assert.ThrowsAsync<McpProtocolException>(async () => await client.ReadResourceAsync("note://one"));
        Assert.Equal(McpErrorCode.MethodNotFound, error.ErrorCode);
        Assert.Contains("[POLICY DENIED] ", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<McpProtocolException>(async () => await client.ListPromptsAsync());
        await Assert.ThrowsAsync<McpProtocolException>(async () => await client.GetPromptAsync("greet"));
        Assert.Contains(server.Log.Entries, entry => "prompts/get".Equals(entry.Values["Method"]));
    }

    [Fact]
    public async Task A_handler_of_the_hosts_own_method_is_governed_too()
    {
        await using var server = new GuardedServer(RecordOnly);
        var client = await ConnectAsync(server, []);

        await Assert.ThrowsAsync<McpProtocolException>(() => client.SendRawAsync("host/own", "{}"));
    }

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Sessions_and_tools_need_no_place_on_the_list(string protocolVersion)
    {
        await using var server = new GuardedServer(RecordOnly);
        var client = await ConnectAsync(server, [], protocolVersion);

        Assert.Equal(2, (await client.ListToolsAsync()).Count);
        (await client.CallToolAsync("record")).AssertAllowed();
        (await client.CallToolAsync("delete_track")).AssertDenied();
    }

    private static Task<McpClient> ConnectAsync(GuardedServer server, string[]? allowed, string? protocolVersion = null)
    {
        server.Mcp
            .WithPrompts([McpServerPrompt.Create(() => "Hello.", new() { Name = "greet" })])
            .WithResources([McpServerResource.Create(() => "One.", new() { UriTemplate = "note://one", Name = "one" })])
            .WithPolicyLayer(options =>
            {
                options.Grant = "local";
                options.AllowedMethods = allowed;
            });
        return server.ConnectAsync(protocolVersion);
    }
}
