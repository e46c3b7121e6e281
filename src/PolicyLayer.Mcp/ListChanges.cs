using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>
/// Has servers send <c>notifications/tools/list_changed</c> when an update of the policies changes what lists show. One for each
/// evaluator, however many servers and sessions it decides for.
/// </summary>
internal sealed partial class ListChanges
{
    private static readonly ConditionalWeakTable<IPolicyEvaluator, ListChanges> Known = [];

    // Weak: a server of the SDK may live as long as one session or one request, the evaluator as long as the process.
    private readonly ConditionalWeakTable<McpServerPrimitiveCollection<McpServerTool>, ILogger> _toolsOfServers = [];

    private bool _hasFailed;

    private ListChanges(IPolicyEvaluator evaluator) => evaluator.ListsChanged += (_, _) => Tell();

    public static ListChanges Of(IPolicyEvaluator evaluator) => Known.GetValue(evaluator, static decides => new(decides));

    /// <summary>
    /// Gives a collection to a server whose tools come from a handler alone, and that has none that could change. It has to be there
    /// when the server is made, since the server then tells its clients whether lists can change.
    /// </summary>
    public static void GiveCollectionTo(McpServerOptions options)
    {
        if (options.ToolCollection is null && options.Handlers.ListToolsHandler is not null)
            options.ToolCollection = [];
    }

    /// <summary>
    /// From now on tells the clients of the server with these options, which are complete. The server itself knows which of them want
    /// to hear it, and how, if it is told that its tools have changed.
    /// </summary>
    public void TellClientsOf(McpServerOptions options, ILogger logger)
    {
        if (options.ToolCollection is { } tools)
            _toolsOfServers.TryAdd(tools, logger);
    }

    private void Tell()
    {
        foreach (var (tools, logger) in _toolsOfServers)
        {
            try
            {
                ToolsEvent<McpServerTool>.Raise(tools);
            }
#pragma warning disable CA1031 // An SDK without the method, or a handler of the host's own that throws, must not keep others uninformed.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                // It will be the same after each update.
                if (!_hasFailed)
                    LogUntold(logger, exception);
                _hasFailed = true;
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Clients could not be told that their list of tools has changed; they keep the old one until they ask again.")]
    private static partial void LogUntold(ILogger logger, Exception exception);

    // The SDK offers this to types derived from the collection, but the host's own collection is what its servers listen to.
    // A generic type's method can only be reached from a generic type.
    private static class ToolsEvent<T>
        where T : IMcpServerPrimitive
    {
        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "RaiseChanged")]
        internal static extern void Raise(McpServerPrimitiveCollection<T> tools);
    }
}
