using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace PolicyLayer.Gateway.Demo;

/// <summary>A real MCP client, connected over stdio to the demo's server in a process of its own.</summary>
internal sealed class DemoSession : IAsyncDisposable
{
    private readonly McpClient _client;
    private readonly ServerEvents _events;

    private DemoSession(McpClient client, ServerEvents events, IReadOnlyList<string> serverTools)
    {
        _client = client;
        _events = events;
        ServerTools = serverTools;
    }

    /// <summary>All tools that the server has, whoever may see them.</summary>
    internal IReadOnlyList<string> ServerTools { get; }

    /// <summary>Whether the server decided no more calls than were made.</summary>
    internal bool IsSettled => _events.IsEmpty;

    internal static async Task<DemoSession> StartAsync(CancellationToken cancellationToken)
    {
        var events = new ServerEvents();
        var (command, arguments) = OwnProcess.CommandLine(DemoServerCommand.Name);
        var transport = new StdioClientTransport(new StdioClientTransportOptions
        {
            Name = "ableton-demo",
            Command = command,
            Arguments = arguments,
            StandardErrorLines = events.Add,
        });
        var client = await McpClient.CreateAsync(transport, cancellationToken: cancellationToken).ConfigureAwait(false);
        var ready = await events.NextAsync(DemoProtocol.Ready, cancellationToken).ConfigureAwait(false);
        var tools = ready.GetProperty("tools").EnumerateArray().Select(tool => tool.GetString()!);
        return new DemoSession(client, events, [.. tools]);
    }

    internal async Task<IReadOnlyList<string>> ListToolsAsync(CancellationToken cancellationToken)
    {
        var tools = await _client.ListToolsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. tools.Select(tool => tool.Name)];
    }

    internal async Task<DemoAnswer> CallAsync(string tool, JsonElement arguments, CancellationToken cancellationToken)
    {
        var request = new CallToolRequestParams
        {
            Name = tool,
            Arguments = arguments.EnumerateObject().ToDictionary(member => member.Name, member => member.Value),
        };
        var result = await _client.CallToolAsync(request, cancellationToken).ConfigureAwait(false);
        var logged = await _events.NextAsync(DemoProtocol.Decision, cancellationToken).ConfigureAwait(false);
        var text = string.Join(' ', result.Content.OfType<TextContentBlock>().Select(block => block.Text));
        return new DemoAnswer(text, result.IsError is true, LoggedDecision.Read(logged));
    }

    internal async Task AdvanceClockAsync(long milliseconds, CancellationToken cancellationToken)
    {
        var parameters = new Dictionary<string, long> { [DemoProtocol.Member] = milliseconds };
        await _client
            .SendNotificationAsync(DemoProtocol.AdvanceClock, parameters, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        await _events.NextAsync(DemoProtocol.ClockMoved, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
