using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PolicyLayer.Core.Tests.DependencyInjection;

/// <summary>Remembers what was logged, level and text.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    internal ConcurrentQueue<(LogLevel Level, string Text)> Entries { get; } = new();

    /// <summary>Makes every later message fail, as a full disk does.</summary>
    internal bool IsBroken { get; set; }

    /// <summary>Runs in every later message, before it is kept.</summary>
    internal Action OnLog { get; set; } = () => { };

    /// <summary>The exceptions that came with messages.</summary>
    internal ConcurrentQueue<Exception> Exceptions { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsBroken)
            throw new IOException("The disk is full.");
        OnLog();
        if (exception is not null)
            Exceptions.Enqueue(exception);
        Entries.Enqueue((logLevel, formatter(state, exception)));
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
