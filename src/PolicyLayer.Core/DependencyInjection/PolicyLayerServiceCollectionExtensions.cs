using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PolicyLayer.Core;
using PolicyLayer.Core.DependencyInjection;
using PolicyLayer.Core.Limits;
using PolicyLayer.Core.Telemetry;
using PolicyLayer.Core.Validation;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the policy engine.</summary>
public static class PolicyLayerServiceCollectionExtensions
{
    /// <summary>
    /// Registers the singletons <see cref="IPolicyEvaluator"/>, <see cref="PolicyEvaluator"/>, <see cref="IApprovalStore"/> and
    /// <see cref="ToolCallGuard"/>, with policies as the options say. The options and the documents are checked when the host starts.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A <see cref="TimeProvider"/>, an <see cref="ICounterStore"/>, an <see cref="IApprovalStore"/>, an <see cref="IApprover"/> and any
    /// number of <see cref="IPolicySource"/> and <see cref="IDecisionSink"/> are taken from the container if they are registered there.
    /// Without an <see cref="IApprover"/>, the guard dispatches no call that a person has to approve.
    /// </para>
    /// <para>
    /// Decisions are told to sinks, metrics and traces if they are asked of <see cref="IPolicyEvaluator"/>; asked of
    /// <see cref="PolicyEvaluator"/>, they are told to nobody.
    /// </para>
    /// </remarks>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same services.</returns>
    [RequiresUnreferencedCode(SchemaReflection.Trimmed)]
    [RequiresDynamicCode(SchemaReflection.Compiled)]
    public static IServiceCollection AddPolicyLayer(this IServiceCollection services, Action<PolicyLayerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<PolicyLayerOptions>().Configure(configure).ValidateOnStart();
        return services.AddEngine();
    }

    /// <inheritdoc cref="AddPolicyLayer(IServiceCollection, Action{PolicyLayerOptions})"/>
    /// <param name="services">The services to add to.</param>
    /// <param name="configuration">The section that holds <see cref="PolicyLayerOptions"/>; a key that these do not know is an
    /// error.</param>
    /// <returns>The same services.</returns>
    [RequiresUnreferencedCode(SchemaReflection.Trimmed)]
    [RequiresDynamicCode(SchemaReflection.Compiled)]
    public static IServiceCollection AddPolicyLayer(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);

        // A misspelt key must not silently give a policy to more callers than were meant.
        services.AddOptions<PolicyLayerOptions>()
            .Bind(configuration, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        return services.AddEngine();
    }

    [RequiresUnreferencedCode(SchemaReflection.Trimmed)]
    [RequiresDynamicCode(SchemaReflection.Compiled)]
    private static IServiceCollection AddEngine(this IServiceCollection services)
    {
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<PolicyLayerOptions>, PolicyLayerOptionsValidator>());
        services.TryAddSingleton(provider => new PollTicks(provider.Clock()));
        services.TryAddSingleton<PolicyDocuments>();
        services.TryAddSingleton(provider => new PolicyComposer(
            provider.GetServices<IPolicySource>(),
            provider.GetRequiredService<PolicyDocuments>(),
            provider.GetRequiredService<PollTicks>(),
            provider.ContentRoot()));
        services.TryAddSingleton<LiveOptions>();
        services.TryAddSingleton(provider => new ReloadReport(
            provider.GetService<ILogger<LivePolicies>>() ?? NullLogger<LivePolicies>.Instance));
        services.TryAddSingleton(provider => new LivePolicies(
            provider.GetRequiredService<LiveOptions>(),
            provider.GetRequiredService<PolicyComposer>(),
            provider.GetRequiredService<PolicyDocuments>(),
            provider.GetRequiredService<PollTicks>(),
            provider.GetRequiredService<ReloadReport>(),
            provider.Clock(),
            provider.GetService<ICounterStore>(),
            provider.GetRequiredService<IApprovalStore>()));
        services.TryAddSingleton(provider => provider.GetRequiredService<LivePolicies>().Evaluator);
        services.AddEvents();
        services.TryAddSingleton<IPolicyEvaluator>(provider => new ObservedPolicyEvaluator(
            provider.GetRequiredService<PolicyEvaluator>(), provider.GetRequiredService<DecisionObserver>()));
        services.TryAddSingleton<IApprovalStore>(provider => provider.StoreOf(provider.GetRequiredService<LiveOptions>().Current));
        services.TryAddSingleton(provider => new ToolCallGuard(
            provider.GetRequiredService<IPolicyEvaluator>(),
            provider.GetService<IApprover>() is { } approver ? provider.FlowOf(approver) : null));
        return services;
    }

    private static InMemoryApprovalStore StoreOf(this IServiceProvider provider, PolicyLayerOptions options) =>
        new(options.MaxPendingApprovals, provider.Clock(), options.MaxPendingApprovalsPerGrant);

    private static ApprovalFlow FlowOf(this IServiceProvider provider, IApprover approver) => new(
        provider.GetRequiredService<IApprovalStore>(),
        approver,
        provider.Clock(),
        provider.GetRequiredService<LiveOptions>().Current.Evaluator.StoreTimeout);

    private static void AddEvents(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new DecisionInstruments(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton(provider => new ConfiguredSinks(
            provider.GetRequiredService<LiveOptions>().Current.Events,
            provider.ContentRoot(),
            provider.GetRequiredService<DecisionInstruments>(),
            provider.Clock(),
            (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger(DecisionLog.Category)));
        services.TryAddSingleton(provider => new DecisionObserver(
            [.. provider.GetServices<IDecisionSink>(), .. provider.GetRequiredService<ConfiguredSinks>().All],
            provider.GetRequiredService<DecisionInstruments>(),
            new EventMaker(provider.GetRequiredService<LiveOptions>().Current.Events, provider.Clock()),
            provider.Clock()));
    }

    private static string ContentRoot(this IServiceProvider provider) =>
        provider.GetService<IHostEnvironment>()?.ContentRootPath ?? AppContext.BaseDirectory;

    private static TimeProvider Clock(this IServiceProvider provider) =>
        provider.GetService<TimeProvider>() ?? TimeProvider.System;
}
