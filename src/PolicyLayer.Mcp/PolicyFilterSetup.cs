using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp;

/// <summary>Puts the hook into a server's options once everything else has been configured.</summary>
internal sealed class PolicyFilterSetup(IOptions<PolicyLayerMcpOptions> hookOptions, IServiceProvider services)
    : IPostConfigureOptions<McpServerOptions>
{
    public void PostConfigure(string? name, McpServerOptions options)
    {
        // Reading the value validates it; only then is the hook, which needs an evaluator, asked for.
        hookOptions.Value.RequireServerName(options);
        services.GetRequiredService<PolicyHook>().InstallIn(options);
    }
}
