using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>Who the callers of a guarded MCP server are. Read once when the server is made.</summary>
/// <remarks>
/// By default the grant of a request is <see cref="UserGrant"/> of its authenticated user, else <see cref="Grant"/>; the
/// session is that of the transport. What the client says about itself is never used. A request without a grant has no
/// policy: it is denied, and sees no tools.
/// </remarks>
public sealed class PolicyLayerMcpOptions
{
    /// <summary>
    /// The server's name in policy assignments and counters. By default the name in the server's own
    /// <see cref="McpServerOptions.ServerInfo"/>; one of the two is required unless <see cref="ResolveCaller"/> is set.
    /// </summary>
    public string? Server { get; set; }

    /// <summary>
    /// The grant of requests without an authenticated user, as on stdio. By default none: such requests are denied.
    /// An authenticated user never gets it.
    /// </summary>
    public string? Grant { get; set; }

    /// <summary>
    /// Says who makes a request, in place of the rules above. It is called for every <c>tools/call</c> and
    /// <c>tools/list</c>, from many threads at once, and must rest on what the host vouches for, such as
    /// <see cref="MessageContext.User"/>; the message itself is the client's. If it throws, or returns the default value,
    /// the request is denied.
    /// </summary>
    public Func<MessageContext, CallerContext>? ResolveCaller { get; set; }
}
