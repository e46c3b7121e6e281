using System.Collections.Concurrent;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace PolicyLayer.Mcp.Tests;

/// <summary>A guarded server as a process of its own, as hosts start it.</summary>
public sealed class StdioTests
{
    private const string StudioPolicy = """
        {"version": "1", "default": "deny", "hide": ["delete_track"], "tools": {
          "record": {"limits": [{"counter": "record_rate", "window": "day", "max": 10, "scope": "grant"}]},
          "pay": {"deny_if": [{"conditions": [], "on_deny": "Requires human approval."}]},
          "missing": {}}}
        """;

    // A process takes its time to start where others are busy.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task A_client_of_a_guarded_process_meets_the_policy(string protocolVersion)
    {
        await using var client = await StartAsync(protocolVersion);

        Assert.Equal(["pay", "record"], (await client.ToolNamesAsync()).Order());
        var track = McpClientCalls.Arguments("""{"track": 3}""");
        for (var i = 0; i < 10; i++)
            Assert.Equal("recording track 3", (await client.CallToolAsync("record", track)).Text());
        (await client.CallToolAsync("record", track)).AssertDenied();
        Assert.Equal("[POLICY DENIED] Requires human approval.", (await client.CallToolAsync("pay")).Text());
        (await client.CallToolAsync("delete_track")).AssertDenied();
        await Assert.ThrowsAsync<McpProtocolException>(async () => await client.CallToolAsync("missing"));
    }
    private static async Task<McpClient> StartAsync(string protocolVersion)
    {
        var written = new ConcurrentQueue<string>();
        var transport = new StdioClientTransport(new()
        {
            Command = "dotnet",
            Arguments = [Path.Combine(AppContext.BaseDirectory, "PolicyLayer.Mcp.TestServer.dll"), StudioPolicy],
            StandardErrorLines = written.Enqueue,
        });
        try
        {
            return await McpClient.CreateAsync(
                transport,
                new() { ProtocolVersion = protocolVersion, DiscoverProbeTimeout = Patience, InitializationTimeout = Patience });
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"The server did not start. It wrote:\n{string.Join('\n', written)}", exception);
        }
    }
}
