using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp;

/// <summary>Refuses requests of methods that the host has not allowed. It sees every message, whoever would handle it.</summary>
internal sealed partial class MethodFilter(IOptions<PolicyLayerMcpOptions> options, ILogger<MethodFilter>? logger = null)
{
    // Without these there is no session; tools have their policy.
    private static readonly string[] AlwaysAllowed =
    [
        RequestMethods.Initialize, RequestMethods.ServerDiscover, RequestMethods.Ping, RequestMethods.ToolsList, RequestMethods.ToolsCall,
    ];

    private readonly HashSet<string>? _allowed = options.Value.AllowedMethods is { } methods
        ? methods.Concat(AlwaysAllowed).ToHashSet(StringComparer.Ordinal)
        : null;

    private readonly ILogger _logger = logger ?? NullLogger<MethodFilter>.Instance;

    /// <summary>Lets <paramref name="next"/> handle what is allowed: everything, where the host does not say.</summary>
    public McpMessageHandler Around(McpMessageHandler next) => _allowed is null ? next : OnlyAllowed(_allowed, next);

    // By itself, since a closure is made where its method begins, and the server asks for the filter with each message.
    private McpMessageHandler OnlyAllowed(HashSet<string> allowed, McpMessageHandler next) =>
        (message, cancellationToken) =>
        {
            if (message.JsonRpcMessage is not JsonRpcRequest { Method: var method } || allowed.Contains(method))
                return next(message, cancellationToken);

            var name = LoggedName.OfMethod(method);
            LogDenied(name);
            throw new McpProtocolException(
                "[POLICY DENIED] Requests of this method are not allowed on this server.", McpErrorCode.MethodNotFound);
        };

    [LoggerMessage(Level = LogLevel.Information, Message = "Denied a request of the method {Method}, which is not allowed.")]
    private partial void LogDenied(string method);
}
