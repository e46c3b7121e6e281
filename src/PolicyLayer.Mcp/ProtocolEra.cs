using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp;

/// <summary>
/// Which of the two shapes of the protocol a request has. Since 2026-07-28 there is no session to begin: a server asks by
/// answering that it needs input, and decides itself what becomes a task.
/// </summary>
internal static class ProtocolEra
{
    private const string FirstWithoutSessions = "2026-07-28";

    public static bool IsWithoutSessions(RequestContext<CallToolRequestParams> request)
    {
        var version = request.JsonRpcRequest.Context?.ProtocolVersion ?? request.Server.NegotiatedProtocolVersion;
        return string.CompareOrdinal(version, FirstWithoutSessions) >= 0;
    }
}
