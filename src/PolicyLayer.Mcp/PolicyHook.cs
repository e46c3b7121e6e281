// The pipeline of the call filter; see there.
#pragma warning disable MCPEXP002

using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp;

/// <summary>Everything that guards a server.</summary>
internal sealed class PolicyHook(CallToolFilter calls, ListToolsFilter lists, MethodFilter methods, ListChanges changes)
{
    /// <summary>Guards the server that these options are for. Whatever is not added to the end of a list must be there already.</summary>
    /// <exception cref="InvalidOperationException">They are guarded already.</exception>
    public void InstallIn(McpServerOptions options)
    {
        if (HookPlace.IsTaken(options))
            throw new InvalidOperationException("PolicyLayer guards the server already; twice, it would charge each call twice.");

        options.Filters.Request.CallToolWithAlternateFilters.Insert(0, calls.InvokeAsync);
        options.Filters.Request.ListToolsFilters.Insert(0, next =>
        {
            // The server asks for this when it is made, with its options complete: the last chance to find that some call would
            // go past the filter above.
            HookPlace.ThrowIfUnsafe(options);
            return lists.Around(next);
        });
        methods.InstallIn(options);
        changes.TellClientsOf(options);
    }
}
