using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp;

/// <summary>Puts the filters into a server's options once everything else has been configured.</summary>
internal sealed class PolicyFilterSetup(IOptions<PolicyLayerMcpOptions> hookOptions, IServiceProvider services)
    : IPostConfigureOptions<McpServerOptions>
{
    public void PostConfigure(string? name, McpServerOptions options)
    {
        // Reading the value validates it; only then are the filters, which need an evaluator, asked for.
        var callers = hookOptions.Value;
        if (callers is { ResolveCaller: null, Server: null } && options.ServerInfo is null)
            throw new InvalidOperationException(
                "Policies and counters need a name for the MCP server: " +
                $"set {nameof(PolicyLayerMcpOptions)}.{nameof(PolicyLayerMcpOptions.Server)} " +
                $"or {nameof(McpServerOptions)}.{nameof(McpServerOptions.ServerInfo)}.");
        services.GetRequiredService<CallToolFilter>().InstallIn(options);
        services.GetRequiredService<ListToolsFilter>().InstallIn(options);
    }
}
