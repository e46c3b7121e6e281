using Microsoft.Extensions.Logging;

namespace PolicyLayer.Core.Telemetry;

/// <summary>The log messages about decisions and events.</summary>
internal static partial class DecisionLog
{
    internal const string Category = "PolicyLayer.Decisions";

    [LoggerMessage(
        EventId = 1,
        Message = "{Tool} on {Server} by {Grant}, session {Session}: {Mode}{Outcome}, {Code}, rule {Rule}, retry after {RetryAfter}, "
            + "message {Text}, arguments {ArgumentKeys}, policy {PolicyName} {PolicyHash}, approval {Approval}, event {EventId}.")]
    internal static partial void Decided(
        ILogger logger,
        LogLevel level,
        string tool,
        string? server,
        string? grant,
        string? session,
        string mode,
        string outcome,
        string code,
        string rule,
        TimeSpan? retryAfter,
        string text,
        string argumentKeys,
        string? policyName,
        string? policyHash,
        string approval,
        Guid eventId);

    [LoggerMessage(2, LogLevel.Error, "Events cannot be written to {File} and are dropped until they can.")]
    internal static partial void FileFailed(ILogger logger, string file, Exception exception);

    [LoggerMessage(3, LogLevel.Information, "Events are written to {File} again.")]
    internal static partial void FileWorksAgain(ILogger logger, string file);

    [LoggerMessage(4, LogLevel.Error, "The last events could not be written to {File} in time and are lost.")]
    internal static partial void NotFlushed(ILogger logger, string file);

    [LoggerMessage(5, LogLevel.Error, "Events come faster than they can be written to {File}; some of them are lost.")]
    internal static partial void QueueFull(ILogger logger, string file);
}
