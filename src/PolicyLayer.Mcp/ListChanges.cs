using System.Runtime.CompilerServices;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>
/// Has servers send <c>notifications/tools/list_changed</c> when an update of the policies changes what lists show. One for each
/// evaluator, however many servers and sessions it decides for.
/// </summary>
internal sealed class ListChanges
{
    private static readonly ConditionalWeakTable<IPolicyEvaluator, ListChanges> Known = [];

    // Weak: a server of the SDK may live as long as one session or one request, the evaluator as long as the process.
    private readonly ConditionalWeakTable<McpServerPrimitiveCollection<McpServerTool>, object?> _toolsOfServers = [];

    private ListChanges(IPolicyEvaluator evaluator)
    {
        // Fails here and now with an SDK that has no such method any more.
        ToolsEvent<McpServerTool>.Raise([]);
        evaluator.ListsChanged += (_, _) => Tell();
    }

    public static ListChanges Of(IPolicyEvaluator evaluator) => Known.GetValue(evaluator, static decides => new(decides));

    /// <summary>
    /// From now on tells the clients of the server with these options. The server itself knows which of them want to hear it, and
    /// how, if it is told that its tools have changed.
    /// </summary>
    public void TellClientsOf(McpServerOptions options)
    {
        // A server whose tools come from a handler alone has no collection that could change.
        if (options.ToolCollection is null && options.Handlers.ListToolsHandler is not null)
            options.ToolCollection = [];
        if (options.ToolCollection is { } tools)
            _toolsOfServers.TryAdd(tools, null);
    }

    private void Tell()
    {
        foreach (var (tools, _) in _toolsOfServers)
        {
            try
            {
                ToolsEvent<McpServerTool>.Raise(tools);
            }
#pragma warning disable CA1031 // Handlers of the host's own hear of it too: one that throws must not keep other clients uninformed.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }

    // The SDK offers this to types derived from the collection, but the host's own collection is what its servers listen to.
    // A generic type's method can only be reached from a generic type.
    private static class ToolsEvent<T>
        where T : IMcpServerPrimitive
    {
        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "RaiseChanged")]
        internal static extern void Raise(McpServerPrimitiveCollection<T> tools);
    }
}
