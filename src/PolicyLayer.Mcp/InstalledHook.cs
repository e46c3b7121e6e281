using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp;

/// <summary>
/// The part of the hook that stands in the options of one server, and that the server asks for its filters: the last chance to
/// find that some call or list would go past the guard.
/// </summary>
internal sealed class InstalledHook(
    McpServerOptions options, ListToolsFilter lists, InputRounds rounds, ListChanges changes, ILogger logger)
{
    private bool _isSafe;

    /// <summary>The filter of lists. The server asks for it when it is made, with its options complete.</summary>
    public McpRequestHandler<ListToolsRequestParams, ListToolsResult> AroundLists(
        McpRequestHandler<ListToolsRequestParams, ListToolsResult> next)
    {
        HookPlace.ThrowIfUnsafe(options);
        changes.TellClientsOf(options, logger);
        return lists.Around(next);
    }

    /// <summary>The filter of messages. The server asks for it with each, so that without a filter of lists none is handled.</summary>
    public McpMessageHandler AroundMessages(McpMessageHandler next)
    {
        if (!_isSafe)
        {
            HookPlace.ThrowIfUnsafe(options);
            _isSafe = true;
        }

        return rounds.Around(next);
    }
}
