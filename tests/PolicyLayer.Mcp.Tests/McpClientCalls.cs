using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace PolicyLayer.Mcp.Tests;

/// <summary>Short ways to say what a test reads from an answer.</summary>
internal static class McpClientCalls
{
    public static string Text(this CallToolResult result) => Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;

    public static void AssertDenied(this CallToolResult result)
    {
        Assert.True(result.IsError);
        Assert.StartsWith("[POLICY DENIED] ", result.Text(), StringComparison.Ordinal);
    }

    public static void AssertAllowed(this CallToolResult result) => Assert.NotEqual(true, result.IsError);

    public static async Task<string[]> ToolNamesAsync(this McpClient client) =>
        [.. (await client.ListToolsAsync()).Select(tool => tool.Name)];

    /// <summary>Sends a request as it stands, and returns the result as it came.</summary>
    public static async Task<JsonNode> SendRawAsync(this McpClient client, string method, string parameters)
    {
        var request = new JsonRpcRequest { Method = method, Params = JsonNode.Parse(parameters) };
        return (await client.SendRequestAsync(request)).Result!;
    }

    public static IReadOnlyDictionary<string, object?> Arguments(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, object?>>(json)!;
}
