using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PolicyLayer.Core;
using PolicyLayer.Mcp;

// Where McpServerOptions lives, so that no further using is needed to find the method.
namespace ModelContextProtocol.Server;

/// <summary>Guards MCP servers that are made without a container.</summary>
public static class PolicyLayerMcpServerOptionsExtensions
{
    /// <summary>
    /// Guards the tools of the servers that <see cref="McpServer.Create"/> makes with these options, as
    /// <see cref="Microsoft.Extensions.DependencyInjection.PolicyLayerMcpServerBuilderExtensions.WithPolicyLayer"/> does for those of
    /// a container.
    /// </summary>
    /// <remarks>
    /// Call it last, when the options are complete. If what is configured afterwards would let calls go past the guard or become
    /// a task before they are decided, making the server fails; without the guard's filter of lists, its first message does.
    /// Taking the guard out as a whole, as by new <see cref="McpServerOptions.Filters"/>, leaves nothing that could find it: the
    /// server is then not guarded.
    /// </remarks>
    /// <param name="options">The options. They must not take the place of those that a container has guarded.</param>
    /// <param name="evaluator">What decides.</param>
    /// <param name="configure">Says who the callers are; see <see cref="PolicyLayerMcpOptions"/> for the defaults.</param>
    /// <param name="loggerFactory">Gets denials; by default nobody.</param>
    /// <param name="timeProvider">The clock; by default the system's.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> or <paramref name="evaluator"/> is null.</exception>
    /// <exception cref="OptionsValidationException">A name is empty.</exception>
    /// <exception cref="InvalidOperationException">The options are guarded already, or do not name the server.</exception>
    public static McpServerOptions UsePolicyLayer(
        this McpServerOptions options,
        IPolicyEvaluator evaluator,
        Action<PolicyLayerMcpOptions>? configure = null,
        ILoggerFactory? loggerFactory = null,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(evaluator);
        var hookOptions = new PolicyLayerMcpOptions();
        configure?.Invoke(hookOptions);
        string[] mistakes = [.. hookOptions.FindMistakes()];
        if (mistakes.Length > 0)
            throw new OptionsValidationException(Options.DefaultName, typeof(PolicyLayerMcpOptions), mistakes);

        hookOptions.RequireServerName(options);
        var shared = Options.Create(hookOptions);
        var clock = timeProvider ?? TimeProvider.System;
        var callers = new CallerResolver(shared, new(evaluator, clock), loggerFactory?.CreateLogger<CallerResolver>());
        var rounds = new InputRounds();
        new PolicyHook(
            new(evaluator, callers, new(evaluator, shared, clock), rounds, loggerFactory?.CreateLogger<CallToolFilter>()),
            new(evaluator, callers, shared),
            new(shared, loggerFactory?.CreateLogger<MethodFilter>()),
            rounds,
            ListChanges.Of(evaluator),
            loggerFactory?.CreateLogger<PolicyHook>()).InstallIn(options);
        return options;
    }
}
