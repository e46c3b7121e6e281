using Microsoft.Extensions.Logging;

namespace PolicyLayer.Core.DependencyInjection;

/// <summary>The log messages about policies and their reloads.</summary>
internal static partial class ReloadLog
{
    [LoggerMessage(1, LogLevel.Information, "The policies were reloaded.")]
    internal static partial void Reloaded(ILogger logger);

    [LoggerMessage(2, LogLevel.Warning, "Counters start anew because their window or scope changed: {Counters}")]
    internal static partial void CountersStartAnew(ILogger logger, string counters);

    [LoggerMessage(3, LogLevel.Error, "A policy reload was refused, what was good before stays in force: {Problems}")]
    internal static partial void Refused(ILogger logger, string problems, Exception? exception);

    [LoggerMessage(4, LogLevel.Warning, "A policy is in force but doubtful: {Warning}")]
    internal static partial void Doubtful(ILogger logger, string warning);
}
