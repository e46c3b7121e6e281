using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>Finds who makes a request: from the host's own resolver, else from the authenticated user and the options.</summary>
internal sealed partial class CallerResolver(
    IOptions<PolicyLayerMcpOptions> options, ResolvedCallers resolved, ILogger<CallerResolver>? logger = null)
{
    private readonly PolicyLayerMcpOptions _options = options.Value;
    private readonly ILogger _logger = logger ?? NullLogger<CallerResolver>.Instance;

    /// <summary>The caller; the default value, to whom everything is denied, if nobody vouches for one.</summary>
    public CallerContext Resolve(MessageContext request)
    {
        try
        {
            return resolved.Find(_options.ResolveCaller is { } resolve ? resolve(request) : FromUser(request));
        }
#pragma warning disable CA1031 // The resolver is the host's code: whatever goes wrong in it must deny the request.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogUnresolved(exception);
            return default;
        }
    }

    private CallerContext FromUser(MessageContext request)
    {
        var server = _options.Server ?? request.Server.ServerOptions.ServerInfo?.Name;
        var user = request.User?.Identities.FirstOrDefault(identity => identity.IsAuthenticated);
        var grant = user is null ? _options.Grant : UserGrant.Of(user);
        return server is null || grant is null ? default : new(server, grant, request.Server.SessionId);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Finding the caller of a request failed; the request is denied.")]
    private partial void LogUnresolved(Exception exception);
}
