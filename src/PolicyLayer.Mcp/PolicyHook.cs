// The pipeline of the call filter; see there.
#pragma warning disable MCPEXP002

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp;

/// <summary>Everything that guards a server.</summary>
internal sealed class PolicyHook(
    CallToolFilter calls,
    ListToolsFilter lists,
    MethodFilter methods,
    InputRounds rounds,
    ListChanges changes,
    ILogger<PolicyHook>? logger = null)
{
    private readonly ILogger _logger = logger ?? NullLogger<PolicyHook>.Instance;

    /// <summary>Guards the server that these options are for. Whatever is not added to the end of a list must be there already.</summary>
    /// <exception cref="InvalidOperationException">They are guarded already.</exception>
    public void InstallIn(McpServerOptions options)
    {
        if (HookPlace.IsTaken(options))
            throw new InvalidOperationException("PolicyLayer guards the server already; twice, it would charge each call twice.");

        ListChanges.GiveCollectionTo(options);
        var installed = new InstalledHook(options, lists, rounds, changes, _logger);
        options.Filters.Request.CallToolWithAlternateFilters.Insert(0, calls.InvokeAsync);
        options.Filters.Request.ListToolsFilters.Insert(0, installed.AroundLists);

        // What is not allowed reaches no filter of the host; what a filter of the host hands on twice is two calls.
        options.Filters.Message.IncomingFilters.Insert(0, methods.Around);
        options.Filters.Message.IncomingFilters.Add(installed.AroundMessages);
    }
}
