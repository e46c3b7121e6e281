using System.Text;
using Microsoft.Extensions.Logging;

namespace PolicyLayer.Gateway.Tests.Explain;

/// <summary>Keeps every text and every value that was logged.</summary>
internal sealed class KeptLog : ILoggerProvider, ILogger
{
    private readonly StringBuilder _text = new();

    internal string Text => _text.ToString();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _text.AppendLine(formatter(state, exception));
        if (state is IEnumerable<KeyValuePair<string, object?>> values)
            _text.AppendJoin(';', values.Select(value => $"{value.Key}={value.Value}")).AppendLine();
    }

    public void Dispose()
    {
    }
}
