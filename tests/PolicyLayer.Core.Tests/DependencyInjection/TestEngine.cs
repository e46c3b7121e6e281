using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PolicyLayer.Core.DependencyInjection;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.DependencyInjection;

/// <summary>A container with the engine, whose clock, log and configuration a test holds in its hands.</summary>
internal sealed class TestEngine : IDisposable
{
    private readonly ServiceProvider _provider;
    private readonly IConfigurationRoot _configuration;

    internal TestEngine(Dictionary<string, string?> settings, params IPolicySource[] sources)
    {
        _configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log))
            .AddSingleton<TimeProvider>(Clock)
            .AddPolicyLayer(_configuration);
        foreach (var source in sources)
            services.AddSingleton(source);
        _provider = services.BuildServiceProvider(validateScopes: true);
    }

    internal ManualTimeProvider Clock { get; } = new();

    internal RecordedLog Log { get; } = new();

    internal IPolicyEvaluator Evaluator => _provider.GetRequiredService<IPolicyEvaluator>();

    internal void ValidateAsHostsDoAtStart() => _provider.GetRequiredService<IStartupValidator>().Validate();

    public void Dispose() => _provider.Dispose();

    internal static Dictionary<string, string?> AssignedToAll(string policy) => new() { ["Assignments:0:Policy"] = policy };

    internal bool Allows(CallerContext? caller = null) => Evaluator.Evaluate(Policies.Call(caller: caller)).IsAllowed;

    /// <summary>Sets keys of the configuration and tells of the change, as an edited settings file does.</summary>
    internal void Reconfigure(params (string Key, string? Value)[] settings)
    {
        foreach (var (key, value) in settings)
            _configuration[key] = value;
        _configuration.Reload();
    }

    internal string[] Logged(LogLevel level) =>
        [.. Log.Entries.Where(entry => entry.Level == level).Select(entry => entry.Text)];
}
