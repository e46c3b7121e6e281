using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp;

/// <summary>What the agent gets to see of a denial: the message, and nothing of the rule.</summary>
internal static class PolicyDenial
{
    /// <summary>The result of a denied call.</summary>
    /// <exception cref="McpProtocolException">The client asked for a task, and so takes no tool result.</exception>
    public static CallToolResult ToResult(RequestContext<CallToolRequestParams> request, string message)
    {
        if (AsksForTask(request))
            throw new McpProtocolException(TextOf(message), McpErrorCode.InvalidRequest);
        return Of(message);
    }

    /// <summary>The result of a denied call, where a client takes one.</summary>
    public static CallToolResult Of(string message) =>
        new() { IsError = true, Content = [new TextContentBlock { Text = TextOf(message) }] };

    private static string TextOf(string message) => $"[POLICY DENIED] {message}";

    private static bool AsksForTask(RequestContext<CallToolRequestParams> request) =>
        !ProtocolEra.IsWithoutSessions(request)
        && request.JsonRpcRequest.Params is JsonObject parameters
        && parameters.ContainsKey("task");
}
