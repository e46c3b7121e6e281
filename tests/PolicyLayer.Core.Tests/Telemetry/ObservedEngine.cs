using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PolicyLayer.Core.Telemetry;
using PolicyLayer.Core.Tests.DependencyInjection;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Telemetry;

/// <summary>A container with the engine for one policy, as a host sets it up, with metrics of its own.</summary>
internal sealed class ObservedEngine : IDisposable
{
    private readonly ServiceProvider _provider;

    internal ObservedEngine(string policy, Action<DecisionEventOptions>? configure = null, Action<IServiceCollection>? register = null)
    {
        Source = new("main", policy);
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .AddMetrics()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<Core.DependencyInjection.IPolicySource>(Source)
            .AddPolicyLayer(options =>
            {
                options.Assignments.Add(new() { Policy = "main", Server = "server" });
                configure?.Invoke(options.Events);
            });
        services.AddSingleton<IDecisionSink>(Kept);
        register?.Invoke(services);
        _provider = services.BuildServiceProvider(validateScopes: true);
    }

    internal KeptEvents Kept { get; } = new();

    internal ManualTimeProvider Clock { get; } = new();

    internal RecordedLog Log { get; } = new();

    internal ManualPolicySource Source { get; }

    internal IServiceProvider Services => _provider;

    internal IPolicyEvaluator Evaluator => _provider.GetRequiredService<IPolicyEvaluator>();

    public void Dispose() => _provider.Dispose();

    /// <summary>Decides one call of <c>t</c>, and returns what was told of it.</summary>
    internal DecisionEvent Decide(string arguments = "{}", string tool = "t", CallerContext? caller = null)
    {
        Evaluator.Evaluate(new(tool, System.Text.Json.JsonElement.Parse(arguments), caller ?? Policies.Alice));
        return Kept.All.Last();
    }
}
