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
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

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
    public async Task The_server_written_by_hand_answers_what_is_malformed_and_goes_on()
    {
        (string Line, string Id, int Code)[] malformed =
        [
            ("", "null", -32700),
            ("no JSON", "null", -32700),
            ("""{"jsonrpc": "2.0", "id": 1, "method": "tools/list", "id": 2}""", "null", -32700),
            ("""[{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}]""", "null", -32600),
            ("7", "null", -32600),
            ("""{"jsonrpc": "2.0", "id": 1}""", "null", -32600),
            ("""{"jsonrpc": "2.0", "id": 1, "method": 7}""", "null", -32600),
            ("""{"jsonrpc": "2.0", "id": null, "method": "tools/list"}""", "null", -32600),
            ("""{"jsonrpc": "2.0", "id": {}, "method": "tools/list"}""", "null", -32600),
            ("""{"jsonrpc": "2.0", "id": "\ud800", "method": "tools/list"}""", "null", -32600),
            ("""{"jsonrpc": "2.0", "id": 1, "method": "initialize"}""", "1", -32602),
            ("""{"jsonrpc": "2.0", "id": 2, "method": "tools/call"}""", "2", -32602),
            ("""{"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": []}""", "3", -32600),
            ("""{"jsonrpc": "2.0", "id": 4, "method": "tools/call", "params": {}}""", "4", -32602),
            ("""{"jsonrpc": "2.0", "id": 5, "method": "tools/call", "params": {"name": 7}}""", "5", -32600),
            ("""{"jsonrpc": "2.0", "id": 6, "method": "tools/call", "params": {"name": null}}""", "6", -32600),
            ("""{"jsonrpc": "2.0", "id": "\u0061", "method": "tools/call", "params": {"name": "record"}}""", "\"a\"", -32600),
            ("""{"jsonrpc": "2.0", "id": 8, "method": "tools/call", "params": {"name": "record", "arguments": {}}}""", "8", -32602),
            ("""{"jsonrpc": "2.0", "id": 9, "method": "no/method"}""", "9", -32601),
        ];
        using var console = new EmptyConsole(packed);
        await console.Build(Example("anything else"));

        var answers = await DotNetCommand.Answer(
            console.Program,
            [
                .. malformed.Select(each => each.Line),
                """{"jsonrpc": "2.0", "method": "notifications/initialized"}""",
                """{"jsonrpc": "2.0", "id": 10, "method": "tools/list"}""",
            ]);

        Assert.Equal(
            malformed.Select(each => (each.Id, each.Code)),
            answers.SkipLast(1).Select(answer => (answer["id"]?.ToJsonString() ?? "null", (int)answer["error"]!["code"]!)));
        Assert.Equal("record", (string?)answers[^1]["result"]!["tools"]!.AsArray().Single()!["name"]);
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
            new StdioClientTransport(new()
            {
                Command = "dotnet",
                Arguments = [console.Program],

                // No watch on a settings file: a machine gives out few of them, and others use them too.
                EnvironmentVariables = new Dictionary<string, string?> { ["DOTNET_hostBuilder__reloadConfigOnChange"] = "false" },
            }),
            new()
            {
                DiscoverProbeTimeout = Patience,
                InitializationTimeout = Patience,
                Handlers = new() { ElicitationHandler = answer },
            });

    private static string Example(string name) =>
        Page.Blocks("csharp").Single(example => example.StartsWith($"// {name}\n", StringComparison.Ordinal));
}
