using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;
using PolicyLayer.Core;
using PolicyLayer.Core.DependencyInjection;
using PolicyLayer.Mcp;

// Where IMcpServerBuilder lives, so that no further using is needed to find the method.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Guards MCP servers of the official C# SDK.</summary>
public static class PolicyLayerMcpServerBuilderExtensions
{
    /// <summary>
    /// Guards the server's tools by the policies of the container's <see cref="IPolicyEvaluator"/>: each <c>tools/call</c> is
    /// decided once, before it is dispatched or becomes a task, and each page of <c>tools/list</c> shows only what its caller
    /// may see.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A denied call gets an ordinary tool result with <c>isError</c> and the text <c>[POLICY DENIED] …</c>, or a JSON-RPC
    /// error with that text if the client asked for a task; which rule decided goes to the log alone.
    /// </para>
    /// <para>
    /// A call is given back to its limits if it was cancelled before it was dispatched, or if the server has nothing that
    /// answers to the tool's name. One that became a task counts as spent, whatever becomes of the task. A tool that asks the
    /// client for input is charged once for each request that the client sends to start it; what it answers in the end says whether
    /// it has failed.
    /// </para>
    /// <para>
    /// The host does not start if this was called twice, or if what is configured later would let calls go past the guard or
    /// become a task before they are decided. Authorization filters of the SDK run before it if they are registered after it.
    /// </para>
    /// <para>
    /// It guards servers that take their options from the container; <see cref="McpServer.Create"/> with options of one's own goes
    /// past it: guard those by <see cref="PolicyLayerMcpServerOptionsExtensions.UsePolicyLayer"/>.
    /// </para>
    /// </remarks>
    /// <param name="builder">The server's builder.</param>
    /// <param name="configure">Says who the callers are; see <see cref="PolicyLayerMcpOptions"/> for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IMcpServerBuilder WithPolicyLayer(
        this IMcpServerBuilder builder, Action<PolicyLayerMcpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;

        // Making the server's options checks the hook's own as well.
        services.AddOptions<McpServerOptions>().ValidateOnStart();
        services.AddSingleton<GuardRegistration>();
        services.AddOptions<PolicyLayerMcpOptions>().PostConfigure<IServiceProvider>((options, provider) =>
        {
            options.ApprovalStore ??= provider.GetService<IApprovalStore>();
            options.Approver ??= provider.GetService<IApprover>();
            options.StoreTimeout ??= provider.GetRequiredService<IOptions<PolicyLayerOptions>>().Value.Evaluator.StoreTimeout;
        });
        if (configure is not null)
            services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ResolvedCallers>();
        services.TryAddSingleton<CallerResolver>();
        services.TryAddSingleton<CallApprovals>();
        services.TryAddSingleton<InputRounds>();
        services.TryAddSingleton<CallToolFilter>();
        services.TryAddSingleton<ListToolsFilter>();
        services.TryAddSingleton<MethodFilter>();
        services.TryAddSingleton(provider => ListChanges.Of(provider.GetRequiredService<IPolicyEvaluator>()));
        services.TryAddSingleton<PolicyHook>();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<PolicyLayerMcpOptions>, PolicyLayerMcpOptionsValidator>());
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IPostConfigureOptions<McpServerOptions>, PolicyFilterSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<McpServerOptions>, HookPlaceValidator>());
        return builder;
    }
}
