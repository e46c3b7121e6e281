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

    /// <summary>Sends a call of the later protocol, which needs no session, and returns its id.</summary>
    /// <param name="parameters">The params but for what the client says of itself.</param>
    public async Task<int> BeginToolAsync(JsonObject parameters)
    {
        parameters["_meta"] = JsonNode.Parse("""
            {"io.modelcontextprotocol/protocolVersion": "2026-07-28",
             "io.modelcontextprotocol/clientInfo": {"name": "raw", "version": "1"},
             "io.modelcontextprotocol/clientCapabilities": {"elicitation": {"form": {}}}}
            """);
        var id = ++_lastId;
        await SendAsync(new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id,
            ["method"] = "tools/call",
            ["params"] = parameters,
        }.ToJsonString());
        return id;
    }

    /// <summary>Waits for the answer to a request, and leaves out the others.</summary>
    public async Task<JsonNode> AnswerToAsync(int id)
    {
        while (await answers.ReadLineAsync() is { } line)
        {
            if (JsonNode.Parse(line)! is { } answer && (int?)answer["id"] == id)
                return answer;
        }

        throw new InvalidOperationException("The server closed the connection.");
    }

    private async Task<JsonNode> AskAsync(string method, string parameters)
    {
        var id = ++_lastId;
        await SendAsync($$"""{"jsonrpc": "2.0", "id": {{id}}, "method": "{{method}}", "params": {{parameters.Trim()}}}""");
        return await AnswerToAsync(id);
    }

    private async Task SendAsync(string message)
    {
        await toServer.WriteAsync(Encoding.UTF8.GetBytes(message + "\n"));
        await toServer.FlushAsync();
    }
}
