using System.Text;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp.Tests;

/// <summary>Serves each request by a server of its own, as stateless HTTP does, and keeps nothing between two.</summary>
internal sealed class StatelessServer(McpServerOptions options)
{
    private const string Version = "2026-07-28";

    /// <summary>Sends a call, with what a client says of itself, and returns the result.</summary>
    public async Task<JsonObject> CallAsync(string parameters, bool canElicit = true)
    {
        var body = JsonNode.Parse(parameters)!.AsObject();
        body["_meta"] = new JsonObject
        {
            ["io.modelcontextprotocol/protocolVersion"] = Version,
            ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "client", ["version"] = "1.0" },
            ["io.modelcontextprotocol/clientCapabilities"] =
                canElicit ? new JsonObject { ["elicitation"] = new JsonObject { ["form"] = new JsonObject() } } : new JsonObject(),
        };
        var request = new JsonRpcRequest
        {
            Id = new(1),
            Method = RequestMethods.ToolsCall,
            Params = body,
            Context = new() { ProtocolVersion = Version },
        };

        await using var transport = new StreamableHttpServerTransport { Stateless = true };
        await using var server = McpServer.Create(transport, options);
        _ = server.RunAsync();
        using var response = new MemoryStream();
        Assert.True(await transport.HandlePostRequestAsync(request, response, CancellationToken.None));
        var data = Encoding.UTF8.GetString(response.ToArray()).Split('\n')
            .Last(line => line.StartsWith("data: ", StringComparison.Ordinal));
        return JsonNode.Parse(data["data: ".Length..])!["result"]!.AsObject();
    }
}
