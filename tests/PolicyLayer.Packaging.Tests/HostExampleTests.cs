using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using PolicyLayer.TestKit;

namespace PolicyLayer.Packaging.Tests;

/// <summary>Builds the examples of the page on hosts, runs them, and talks to them as a client does.</summary>
[Collection(SharedPackage.Name)]
public sealed class HostExampleTests(PackedLibraries packed)
{
    // A process takes its time to start where others are busy.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly MarkdownPage Page = new("docs/hosts.md");

    [Fact]
    public void Every_example_is_run_here() => Assert.Equal(
        ["server in a container", "server without a container", "agent", "anything else"],
        Page.Blocks("csharp").Select(example => example.Split('\n')[0].TrimStart('/', ' ')));

    [Fact]
    public async Task The_server_in_a_container_is_guarded_and_asks_a_client_that_can_be_asked()
    {
        using var console = new EmptyConsole(packed, "PolicyLayer.Mcp", withHosting: true);
        await console.Build(Example("server in a container"));
        var approve = true;

        await using (var client = await ConnectAsync(console, (_, _) => ValueTask.FromResult(
            new ElicitResult { Action = "accept", Content = new Dictionary<string, JsonElement> { ["approve"] = JsonSerializer.SerializeToElement(approve) } })))
        {
            await AssertGuardsAsync(client, "pay", "record");
            Assert.Equal("paid 5", await CallAsync(client, "pay", "amount", 5));
            approve = false;
            Assert.StartsWith("[POLICY DENIED] ", await CallAsync(client, "pay", "amount", 5), StringComparison.Ordinal);
        }

        await using var mute = await ConnectAsync(console);
        Assert.Contains("cannot ask", await CallAsync(mute, "pay", "amount", 5), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_without_a_container_is_guarded()
    {
        using var console = new EmptyConsole(packed, "PolicyLayer.Mcp");
        await console.Build(Example("server without a container"));

        await using var client = await ConnectAsync(console);
        await AssertGuardsAsync(client, "record");
    }

    [Fact]
    public async Task The_server_written_by_hand_is_guarded_and_gives_back_what_reached_no_tool()
    {
        using var console = new EmptyConsole(packed);
        await console.Build(Example("anything else"));

        await using var client = await ConnectAsync(console);
        await AssertGuardsAsync(client, "record");
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<McpProtocolException>(() => CallAsync(client, "missing", "track", i));
    }

    [Fact]
    public async Task The_agent_prints_what_the_page_says()
    {
        using var console = new EmptyConsole(packed, "PolicyLayer.Mcp");

        var printed = await console.Run(
            Example("agent"),
            "dotnet",
            Path.Combine(AppContext.BaseDirectory, "PolicyLayer.Mcp.TestServer.dll"),
            """{"version": "1", "default": "allow"}""");

        Assert.Equal(Assert.Single(Page.Blocks("text")), printed);
    }

    private static async Task AssertGuardsAsync(McpClient client, params string[] listed)
    {
        Assert.Equal(listed, (await client.ListToolsAsync()).Select(tool => tool.Name).Order(StringComparer.Ordinal));
        for (var track = 1; track <= 2; track++)
            Assert.Equal($"recording track {track}", await CallAsync(client, "record", "track", track));
        Assert.StartsWith("[POLICY DENIED] ", await CallAsync(client, "record", "track", 3), StringComparison.Ordinal);
        Assert.StartsWith("[POLICY DENIED] ", await CallAsync(client, "delete_track", "track", 3), StringComparison.Ordinal);
    }

    private static async Task<string> CallAsync(McpClient client, string tool, string argument, int value)
    {
        var result = await client.CallToolAsync(tool, new Dictionary<string, object?> { [argument] = value });
        return Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
    }

    private static async Task<McpClient> ConnectAsync(
        EmptyConsole console, Func<ElicitRequestParams?, CancellationToken, ValueTask<ElicitResult>>? answer = null) =>
        await McpClient.CreateAsync(
            new StdioClientTransport(new() { Command = "dotnet", Arguments = [console.Program] }),
            new() { DiscoverProbeTimeout = Patience, Handlers = new() { ElicitationHandler = answer } });

    private static string Example(string name) =>
        Page.Blocks("csharp").Single(example => example.StartsWith($"// {name}\n", StringComparison.Ordinal));
}
