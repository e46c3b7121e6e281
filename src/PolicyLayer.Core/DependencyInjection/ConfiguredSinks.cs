using Microsoft.Extensions.Logging;
using PolicyLayer.Core.Telemetry;

namespace PolicyLayer.Core.DependencyInjection;

/// <summary>The sinks that the options ask for. The container writes what is left when it disposes of them.</summary>
internal sealed class ConfiguredSinks : IDisposable
{
    private readonly JsonLinesSink? _file;

    internal ConfiguredSinks(
        DecisionEventOptions options, string contentRoot, DecisionInstruments instruments, TimeProvider timeProvider, ILogger logger)
    {
        _file = options.File is null ? null : new(Path.Combine(contentRoot, options.File), instruments, timeProvider, logger);
        IDecisionSink?[] all = [options.Log ? new LogSink(logger) : null, _file];
        All = [.. all.OfType<IDecisionSink>()];
    }

    internal IReadOnlyList<IDecisionSink> All { get; }

    public void Dispose() => _file?.Dispose();
}
