using System.Text;
using System.Text.Json.Nodes;

namespace PolicyLayer.Mcp.Tests;

/// <summary>A client that sends what no library would: messages as they are written in a test.</summary>
internal sealed class RawClient(Stream toServer, TextReader answers)
{
    private int _lastId;

    /// <summary>Begins the session.</summary>
    public async Task InitializeAsync()
    {
        await AskAsync("initialize", """
            {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "raw", "version": "1"}}
            """);
        await SendAsync("""{"jsonrpc": "2.0", "method": "notifications/initialized"}""");
    }

    /// <summary>Calls a tool, and returns the whole answer.</summary>
    /// <param name="parameters">The params, as they go over the wire.</param>
    public Task<JsonNode> CallToolAsync(string parameters) => AskAsync("tools/call", parameters);

    private async Task<JsonNode> AskAsync(string method, string parameters)
    {
        var id = ++_lastId;
        await SendAsync($$"""{"jsonrpc": "2.0", "id": {{id}}, "method": "{{method}}", "params": {{parameters.Trim()}}}""");
        while (await answers.ReadLineAsync() is { } line)
        {
            if (JsonNode.Parse(line)! is { } answer && (int?)answer["id"] == id)
                return answer;
        }

        throw new InvalidOperationException("The server closed the connection.");
    }

    private async Task SendAsync(string message)
    {
        await toServer.WriteAsync(Encoding.UTF8.GetBytes(message + "\n"));
        await toServer.FlushAsync();
    }
}
