using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace PolicyLayer.Mcp.Tests;

/// <summary>
/// A call whose cancellation certainly reaches the server. It is sent by hand: the client's own may end the call without telling
/// the server.
/// </summary>
internal sealed class CancellableCall(McpClient client, string tool, string arguments = "{}")
{
    private static readonly RequestId Id = new("to be cancelled");

    private readonly Task _call = client.SendRequestAsync(new JsonRpcRequest
    {
        Id = Id,
        Method = RequestMethods.ToolsCall,
        Params = new JsonObject { ["name"] = tool, ["arguments"] = JsonNode.Parse(arguments) },
    });

    public async Task CancelAsync()
    {
        await client.SendNotificationAsync(
            NotificationMethods.CancelledNotification, new CancelledNotificationParams { RequestId = Id });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _call);
    }
}
