using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp;

/// <summary>What the agent gets to see of a denial: the message, and nothing of the rule.</summary>
internal static class PolicyDenial
{
    // Up to 2025-11-25 the client itself asks for a task, in the params; from this version on the server decides.
    private const string FirstVersionWithoutTaskParameter = "2026-07-28";

    /// <summary>The result of a denied call.</summary>
    /// <exception cref="McpProtocolException">The client asked for a task, and so takes no tool result.</exception>
    public static CallToolResult ToResult(RequestContext<CallToolRequestParams> request, string message)
    {
        var text = $"[POLICY DENIED] {message}";
        if (AsksForTask(request))
            throw new McpProtocolException(text, McpErrorCode.InvalidRequest);
        return new() { IsError = true, Content = [new TextContentBlock { Text = text }] };
    }

    private static bool AsksForTask(RequestContext<CallToolRequestParams> request)
    {
        var version = request.JsonRpcRequest.Context?.ProtocolVersion ?? request.Server.NegotiatedProtocolVersion;
        return string.CompareOrdinal(version, FirstVersionWithoutTaskParameter) < 0
            && request.JsonRpcRequest.Params is JsonObject parameters
            && parameters.ContainsKey("task");
    }
}
