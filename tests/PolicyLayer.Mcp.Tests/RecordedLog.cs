using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PolicyLayer.Mcp.Tests;

/// <summary>Keeps what the hook logs.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<LogEntry> Entries { get; } = [];

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("PolicyLayer.", StringComparison.Ordinal) ? this : NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = ((IReadOnlyList<KeyValuePair<string, object?>>)state!).ToDictionary();
        Entries.Enqueue(new(logLevel, formatter(state, exception), values, exception));
    }

    public void Dispose()
    {
    }
}
